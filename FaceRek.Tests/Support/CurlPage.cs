using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace FaceRek.Tests.Support;

/// <summary>The scripts of docs/api.md, to be run as they stand there.</summary>
public static partial class CurlPage
{
    public const int FirstDay = 0, Webhook = 1, Sandbox = 2;

    /// <param name="number">Which of the scripts.</param>
    public static async Task<(int Code, string Said, string Complained)> RunAsync(int number, params (string Name, string Value)[] settings)
    {
        Assert.SkipUnless(IsThere("curl"), "curl is not installed here.");
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "api.md"));
        var start = new ProcessStartInfo("bash", ["-s"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings) { start.Environment[name] = value; }
        using var bash = Process.Start(start)!;
        await bash.StandardInput.WriteAsync(Scripts().Matches(page)[number].Groups[1].Value);
        bash.StandardInput.Close();
        var (said, complained) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        await bash.WaitForExitAsync();
        return (bash.ExitCode, await said, await complained);
    }

    public static bool IsThere(string program)
    {
        try
        {
            using var asked = Process.Start(new ProcessStartInfo(program, program == "openssl" ? "version" : "--version") { RedirectStandardOutput = true });
            asked?.WaitForExit();
            return asked?.ExitCode == 0;
        }
        catch (Win32Exception) { return false; }
    }

    [GeneratedRegex("```bash\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Scripts();
}
