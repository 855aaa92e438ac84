using System.ComponentModel;
using System.Diagnostics;

namespace FaceRek.Tests.Support;

/// <summary>
/// What a test may need of the machine. Where it is missing the test is skipped, and <c>bin/test</c> counts the skips
/// by these words.
/// </summary>
internal static class Installed
{
    /// <summary>A stub that waits for keyboard input is not the program.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static string Absent(string what) => $"{what} is not installed";

    public static void SkipWithout(params string[] programs)
    {
        foreach (var program in programs)
        {
            Assert.SkipUnless(Answers(program, program == "openssl" ? "version" : "--version"), Absent(program));
        }
    }

    /// <summary>A file may be a stub that only says how to install the program: it exists, but does not respond.</summary>
    public static string? FirstThatAnswers(IEnumerable<string> paths) =>
        paths.Where(File.Exists).FirstOrDefault(path => Answers(path, "--version"));

    private static bool Answers(string program, string question)
    {
        try
        {
            using var asked = Process.Start(
                new ProcessStartInfo(program, question)
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            asked.StandardInput.Close();
            var (said, complained) = (asked.StandardOutput.ReadToEndAsync(), asked.StandardError.ReadToEndAsync());
            if (!asked.WaitForExit(Patience))
            {
                asked.Kill(entireProcessTree: true);
            }
            return Task.WaitAll([said, complained], Patience)
                && asked.ExitCode == 0
                && said.Result.Any(char.IsAsciiDigit);
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
