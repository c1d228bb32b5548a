using LowCode.Server.Hosting;

return await ServerHost.RunAsync(args);
