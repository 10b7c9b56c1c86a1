const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']

/**
 * nginx as a plain reverse proxy: one process in the foreground, connections to the vendor kept,
 * a log line a request as Callboard writes one, and bodies passed on without a file in between.
 * @param vendor `host:port`
 */
export function nginxConfig(port: number, vendor: string): string {
  return `
daemon off;
master_process off;
pid nginx.pid;
error_log stderr error;
events { worker_connections 1024; }
http {
  ${TEMPORARY.map((kind) => `${kind}_temp_path ${kind};`).join('\n  ')}
  access_log /dev/null;
  keepalive_requests 1000000;
  proxy_max_temp_file_size 0;
  upstream vendor {
    server ${vendor};
    keepalive 64;
    keepalive_requests 1000000;
  }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://vendor;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
    }
  }
}
`
}
