/** A file to the API with its progress, which `fetch` cannot tell. */
import type { Result } from '#lib/api/client.ts';
import { offlineProblem, toProblem } from '#lib/api/problem.ts';
import type { Import } from './import-state.ts';

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function uploadFile(file: File, type: string, onProgress: (ratio: number) => void): Promise<Result<Import>> {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1/imports?${new URLSearchParams({ type, fileName: file.name })}`);
    // Browsers name the type of a CSV as the system's Excel does; the API looks at the content.
    request.setRequestHeader('content-type', file.name.toLowerCase().endsWith('.xlsx') ? workbook : 'text/csv');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onerror = () => done({ ok: false, problem: offlineProblem });
    request.onload = () => {
      const { status, response } = request;
      if (status === 201)
        done({ ok: true, data: response as Import }); // the API's own answer
      else done({ ok: false, problem: toProblem(response, status) });
    };
    request.send(file);
  });
}
