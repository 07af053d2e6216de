// The worker of the page that knows Node's types. It reads programs and runs nothing of them; its policy lets it reach
// nothing.
import { completionsAt, detailsOf, formatted, hoverAt } from './completions';
import { problemsOf } from './problems';
import type { Answers, Reply, Request } from './protocol';
import { Service } from './service';

const service = new Service();

function answer({ program, question }: Request): Answers[keyof Answers] {
  const file = service.open(program);
  const { language } = service;
  switch (question.type) {
    case 'completions':
      return completionsAt(language, file, question.at);
    case 'details':
      return detailsOf(language, file, question.at, question.name);
    case 'hover':
      return hoverAt(language, file, question.at);
    case 'problems':
      return problemsOf(language, file, question.stripped);
    case 'format':
      return formatted(language, file);
  }
}

function reply(request: Request): Reply {
  const { id } = request;
  try {
    return { id, answer: answer(request) };
  } catch (error) {
    return { id, failure: String(error) };
  }
}

addEventListener('message', ({ data }: MessageEvent<Request>) =>
  postMessage(reply(data)),
);
