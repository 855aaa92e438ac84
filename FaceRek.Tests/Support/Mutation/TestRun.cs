using System.Diagnostics;
using System.Text.Json;

namespace FaceRek.Tests.Support.Mutation;

/// <summary>One start of the copy's tests, with the time spans of its classes and the failures.</summary>
internal sealed class TestRun
{
    private readonly Dictionary<string, string> classes = [],
        methods = [],
        tests = [];
    private readonly Dictionary<string, DateTimeOffset> started = [];

    public List<(string Class, DateTimeOffset From, DateTimeOffset To)> Windows { get; } = [];
    public List<Failure> Failures { get; } = [];
    public bool IsLate { get; private set; }
    public int Status { get; private set; }
    public bool IsGreen => Status == 0 && !IsLate && Failures.Count == 0;

    /// <summary>What killed the mutation: the first failure, or how the process ended.</summary>
    public string Killer =>
        Failures.Count > 0 ? Failures[0].Test
        : IsLate ? "time-out"
        : $"the process ended with {Status}";

    public static async Task<TestRun> StartAsync(
        string tree,
        IEnumerable<string> arguments,
        IEnumerable<(string Name, string Value)> settings,
        TimeSpan limit,
        CancellationToken cancellationToken
    )
    {
        var run = new TestRun();
        // A separate temporary folder: its name identifies everything that a killed run left behind, databases and browsers included.
        var scratch = Directory.CreateTempSubdirectory("facerek-mutant-");
        if (!OperatingSystem.IsWindows())
        {
            scratch.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        }
        try
        {
            var binary = Path.Combine(tree, "FaceRek.Tests/bin/Release/net10.0/FaceRek.Tests.dll");
            var start = new ProcessStartInfo("dotnet", [binary, "-automated", "-noLogo", "-noColor", .. arguments])
            {
                WorkingDirectory = tree,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            };
            foreach (var (name, value) in settings.Append(("TMPDIR", scratch.FullName)))
            {
                start.Environment[name] = value;
            }
            using var process = Process.Start(start)!;
            using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            late.CancelAfter(limit);
            try
            {
                var why = process.StandardError.ReadToEndAsync(late.Token);
                while (await process.StandardOutput.ReadLineAsync(late.Token) is { } line)
                {
                    run.Read(line);
                }
                await process.WaitForExitAsync(late.Token);
                run.Status = process.ExitCode;
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                cancellationToken.ThrowIfCancellationRequested();
                run.IsLate = true;
            }
        }
        finally
        {
            await SweepAsync(scratch);
        }
        return run;
    }

    /// <summary>Ends every process that still uses the temporary folder: a database server is not a child process.</summary>
    private static async Task SweepAsync(DirectoryInfo scratch)
    {
        if (Directory.Exists("/proc"))
        {
            foreach (var process in Process.GetProcesses())
            {
                using (process)
                {
                    try
                    {
                        if (
                            process.Id == Environment.ProcessId
                            || !(await File.ReadAllTextAsync($"/proc/{process.Id}/environ")).Contains(
                                $"TMPDIR={scratch.FullName}",
                                StringComparison.Ordinal
                            )
                        )
                        {
                            continue;
                        }
                        process.Kill();
                        await process.WaitForExitAsync();
                    }
                    catch (Exception exception)
                        when (exception
                                is IOException
                                    or UnauthorizedAccessException
                                    or InvalidOperationException
                                    or System.ComponentModel.Win32Exception
                        ) { }
                }
            }
        }
        scratch.Delete(recursive: true);
    }

    private void Read(string line)
    {
        if (!line.StartsWith('{'))
        {
            return;
        }
        JsonElement told;
        try
        {
            told = JsonDocument.Parse(line).RootElement;
        }
        catch (JsonException)
        {
            return;
        }
        switch (Of(told, "$type"))
        {
            case "test-class-starting":
                classes[Of(told, "TestClassUniqueID")] = Of(told, "TestClassName");
                started[Of(told, "TestClassUniqueID")] = told.GetProperty("StartTime").GetDateTimeOffset();
                break;
            case "test-class-finished":
                Windows.Add(
                    (
                        classes[Of(told, "TestClassUniqueID")],
                        started[Of(told, "TestClassUniqueID")],
                        told.GetProperty("FinishTime").GetDateTimeOffset()
                    )
                );
                break;
            case "test-method-starting":
                methods[Of(told, "TestMethodUniqueID")] = Of(told, "MethodName");
                break;
            case "test-starting":
                tests[Of(told, "TestUniqueID")] = Of(told, "TestDisplayName");
                break;
            case "test-failed"
            or "test-cleanup-failure"
            or "test-class-cleanup-failure"
            or "error-message"
            or "test-collection-cleanup-failure"
            or "test-assembly-cleanup-failure":
                var name = classes.GetValueOrDefault(Of(told, "TestClassUniqueID"), "");
                var method = methods.GetValueOrDefault(Of(told, "TestMethodUniqueID"), "");
                var test = tests.GetValueOrDefault(
                    Of(told, "TestUniqueID"),
                    name.Length > 0 ? name : Of(told, "$type")
                );
                Failures.Add(
                    new Failure(
                        name,
                        method,
                        test,
                        told.TryGetProperty("ExceptionTypes", out var types) ? types.ToString() : "",
                        told.TryGetProperty("Messages", out var messages) ? messages.ToString() : ""
                    )
                );
                break;
        }
    }

    private static string Of(JsonElement told, string name) =>
        told.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <param name="Class">Empty where it does not belong to one class.</param>
    internal sealed record Failure(string Class, string Method, string Test, string Types, string Message)
    {
        /// <summary>A busy machine can cause such a failure too.</summary>
        public bool SmellsOfLoad =>
            Class.Length == 0
            || Class.StartsWith("FaceRek.Tests.Browser.", StringComparison.Ordinal)
            || Types.Contains("Timeout", StringComparison.Ordinal)
            || Types.Contains("Playwright", StringComparison.Ordinal)
            || Types.Contains("Cancel", StringComparison.Ordinal);
    }
}
