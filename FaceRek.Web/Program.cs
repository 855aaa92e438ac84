using FaceRek.Web.Commands;

return await CommandLine.RunAsync(args);
