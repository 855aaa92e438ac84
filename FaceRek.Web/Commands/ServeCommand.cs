using System.CommandLine;
using FaceRek.Web.Setup;

namespace FaceRek.Web.Commands;

internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Starts the web application (what happens without a command).") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction((result, cancellation) => RunAsync([.. result.UnmatchedTokens], cancellation));
        return command;
    }

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        await using var app = FaceRekHost.Build(args);
        await app.Services.MigrateDatabaseAsync(cancellation);
        await app.StartAsync(cancellation);
        Console.WriteLine($"FaceRek is at {string.Join(" and ", app.Urls)}");
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }
}
