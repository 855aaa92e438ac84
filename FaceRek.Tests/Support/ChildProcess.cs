using System.Diagnostics;

namespace FaceRek.Tests.Support;

/// <summary>Runs one of our programs in a process of its own.</summary>
internal static class ChildProcess
{
    /// <summary><c>bin/facerek COMMAND</c>.</summary>
    public static Task<(int Status, string Told, string Why)> FaceRekAsync(
        IEnumerable<string> arguments,
        params (string Name, string Value)[] settings
    ) => RunAsync("FaceRek.Web.dll", arguments, settings);

    /// <param name="settings">Environment variables in addition to those of the tests.</param>
    public static async Task<(int Status, string Told, string Why)> RunAsync(
        string program,
        IEnumerable<string> arguments,
        params (string Name, string Value)[] settings
    )
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments.Prepend(Path.Combine(AppContext.BaseDirectory, program)))
        {
            start.ArgumentList.Add(argument);
        }
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        var (told, why) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
        return (process.ExitCode, await told, await why);
    }
}
