using System.Diagnostics;
using System.Text.RegularExpressions;

namespace FaceRek.Tests.Support;

/// <summary>Runs the scripts of docs/api.md as they are written there.</summary>
public static partial class CurlPage
{
    public const int FirstDay = 0,
        Webhook = 1,
        Sandbox = 2;

    /// <param name="number">Number of the script.</param>
    /// <param name="clock">The clock of its <c>date</c> command.</param>
    public static async Task<(int Code, string Said, string Complained)> RunAsync(
        int number,
        TimeProvider clock,
        params (string Name, string Value)[] settings
    )
    {
        Installed.SkipWithout("curl");
        var temporary = Directory.CreateTempSubdirectory("facerek-curl-");
        try
        {
            return await RunAsItStandsAsync(number, clock, [.. settings, ("TMPDIR", temporary.FullName)]);
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private static async Task<(int Code, string Said, string Complained)> RunAsItStandsAsync(
        int number,
        TimeProvider clock,
        IReadOnlyList<(string Name, string Value)> settings
    )
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "api.md"));
        var start = new ProcessStartInfo("bash", ["-s"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }
        using var bash = Process.Start(start)!;
        await bash.StandardInput.WriteAsync(
            $"date() {{ command date --date=@{clock.GetUtcNow().ToUnixTimeSeconds()} \"$@\"; }}\n"
        );
        await bash.StandardInput.WriteAsync(Scripts().Matches(page)[number].Groups[1].Value);
        bash.StandardInput.Close();
        var (said, complained) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        try
        {
            await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            bash.Kill(entireProcessTree: true);
        }
        return (bash.ExitCode, await said, await complained);
    }

    [GeneratedRegex("```bash\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Scripts();
}
