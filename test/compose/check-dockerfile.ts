import { isExact } from './check-compose';

/** What is wrong with a Dockerfile and with what is let into its build. */
export function checkDockerfile(dockerfile: string, dockerignore: string): string[] {
  const lines = dockerfile.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const bases = lines.flatMap((line) => /^FROM (\S+)/.exec(line)?.[1] ?? []);
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
  const users = last.flatMap((line) => /^USER (\S+)/.exec(line)?.[1] ?? []);
  const command = last.find((line) => line.startsWith('CMD '));
  const ignored = dockerignore.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return [
    ...bases.filter((base) => !isExact(base)).map((base) => `base ${base} may change under us`),
    ...(bases.length < 2 ? ['what builds is shipped too'] : []),
    ...(users.length === 0 || /^(root|0)\b/.test(users.at(-1) ?? '') ? ['it runs as root'] : []),
    ...(command?.startsWith('CMD ["node", ')
      ? []
      : ['a shell or npm stands between the program and its signals']),
    ...(last.some((line) => line.startsWith('HEALTHCHECK ')) ? [] : ['it has no health check']),
    ...(last.some((line) => /^COPY (?!--from=)(?!\.compose\/)/.test(line)) ? ['sources are shipped'] : []),
    ...(lines.some((line) => /^(ADD|ARG) |(SECRET|TOKEN|PASSWORD|KEY)=/.test(line))
      ? ['something gets in that should not']
      : []),
    ...(ignored[0] === '*' ? [] : ['all that lies about is sent to the build']),
    ...(ignored.some((line) => /^!.*(secret|\.env|data|\.git)/.test(line))
      ? ['secrets may get into the build']
      : []),
  ];
}
