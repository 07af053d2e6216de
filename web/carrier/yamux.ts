// As much of the yamux frame format as it takes to read along. Numbers only. (hashicorp/yamux spec.md, "Framing")

export const headerBytes = 12;
/** Bytes of credit a stream begins with, each way. */
export const initialWindow = 256 * 1024;

/** By the number of a frame's type. */
export const typeNames = ['Data', 'Window Update', 'Ping', 'Go Away'] as const;
export const data = 0;
export const windowUpdate = 1;

/** By the flag's bit. */
export const flagNames = ['SYN', 'ACK', 'FIN', 'RST'] as const;
export const rst = 8;
