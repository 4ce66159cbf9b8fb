// pm2 start ecosystem.config.cjs; the printed `pm2 start server.js` works too, with PM2's own short patience.
module.exports = {
  apps: [
    {
      name: "mechanics-mate",
      script: "server.js",
      cwd: __dirname,
      exec_mode: "fork",
      instances: 1,
      env: { NODE_ENV: "production", LOG_DIR: "/var/log/mechanics-mate" },
      // Running answers have 25 seconds to end.
      kill_timeout: 30_000,
      max_memory_restart: "700M",
      exp_backoff_restart_delay: 200,
      merge_logs: true,
      time: false,
    },
  ],
};
