using System.Diagnostics;
using System.Net;

namespace FaceRek.Tests.Support;

/// <summary><c>bin/facerek serve</c> in a separate process, until it is disposed.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private const string Listening = "FaceRek is at ";

    private readonly Process process;
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> errors = [];
    private HttpClient client = null!;

    private RunningProgram(Process process) => this.process = process;

    public Uri Address => client.BaseAddress!;

    public string FirstErrorLine
    {
        get
        {
            lock (errors)
            {
                return errors.FirstOrDefault() ?? "";
            }
        }
    }

    /// <summary>Whether standard error had its first line before the address was printed.</summary>
    public bool SaidErrorBeforeListening { get; private set; }

    /// <param name="program">Path of FaceRek.Web.dll.</param>
    /// <param name="folder">For its data.</param>
    public static async Task<RunningProgram> StartAsync(string program, string folder)
    {
        var start = new ProcessStartInfo("dotnet", [program, "serve"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        (
            start.Environment["ASPNETCORE_URLS"],
            start.Environment["ASPNETCORE_ENVIRONMENT"],
            start.Environment["Data__Folder"]
        ) = ("http://127.0.0.1:0", "Development", folder);
        var running = new RunningProgram(Process.Start(start)!);
        running.process.OutputDataReceived += (_, line) => running.Hear(line.Data);
        running.process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                lock (running.errors)
                {
                    running.errors.Add(text);
                }
            }
        };
        running.process.BeginErrorReadLine();
        running.process.BeginOutputReadLine();
        running.client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = await running.listening.Task.WaitAsync(TimeSpan.FromMinutes(2)),
        };
        return running;
    }

    public async Task<(string Body, HttpStatusCode Status)> GetAsync(string path)
    {
        using var answer = await client.GetAsync(path);
        return (await answer.Content.ReadAsStringAsync(), answer.StatusCode);
    }

    /// <summary>Posts two pictures to compare, with the page's own token.</summary>
    public async Task<(string Body, HttpStatusCode Status)> PostPicturesAsync(string path)
    {
        using var form = Capture
            .Form(("mayCompare", "true"))
            .WithFiles("first", [Capture.Frame(1, 1)])
            .WithFiles("second", [Capture.Frame(1, 2)]);
        using var answer = await client.SendAsync(path, path, form);
        return (await answer.Content.ReadAsStringAsync(), answer.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            listening.TrySetException(new InvalidOperationException($"It ended: {FirstErrorLine}"));
            return;
        }
        if (!line.StartsWith(Listening, StringComparison.Ordinal))
        {
            return;
        }
        lock (errors)
        {
            SaidErrorBeforeListening = errors.Count > 0;
        }
        listening.TrySetResult(new Uri(line[Listening.Length..]));
    }
}
