using System.Data.Common;
using System.Diagnostics;
using FaceRek.Tests.Support;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace FaceRek.Tests.Support;

/// <summary>
/// Debian's PostgreSQL with a cluster in a temporary folder, started by the first test that needs it and stopped after
/// the last.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "facerek";

    private readonly SemaphoreSlim starting = new(1);
    private DirectoryInfo? folder;
    private bool isRunning;
    private int port,
        databases;

    private static string? Programs { get; } =
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .GetDirectories("/usr/lib/postgresql")
                .Select(version => Path.Combine(version, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
                .Order(StringComparer.Ordinal)
                .LastOrDefault()
            : null;

    public static void SkipWhereAbsent() => Assert.SkipWhen(Programs is null, Installed.Absent("PostgreSQL"));

    /// <returns>The connection string of a new and empty database.</returns>
    public async Task<string> NewDatabaseAsync()
    {
        await starting.WaitAsync();
        try
        {
            if (!isRunning)
            {
                await StartAsync();
            }
        }
        finally
        {
            starting.Release();
        }
        var name = $"facerek_{Interlocked.Increment(ref databases)}";
        await RunAsync("createdb", "-h", "127.0.0.1", "-p", $"{port}", "-U", User, name);
        return $"Host=127.0.0.1;Port={port};Username={User};Database={name};Maximum Pool Size=30";
    }

    /// <summary>Dumps a database as statements that any client can run, each on its own lines.</summary>
    public static async Task DumpAsync(string connection, string path)
    {
        var at = new DbConnectionStringBuilder { ConnectionString = connection };
        await RunPlainAsync(
            Path.Combine(Programs!, "pg_dump"),
            [
                "-h",
                $"{at["Host"]}",
                "-p",
                $"{at["Port"]}",
                "-U",
                $"{at["Username"]}",
                "--no-owner",
                "--no-privileges",
                "--rows-per-insert=50",
                "-f",
                path,
                $"{at["Database"]}",
            ]
        );
        // Removes lines for psql only, and settings that an older server does not know.
        var lines = await File.ReadAllLinesAsync(path);
        var plain = lines.Where(line =>
            !line.StartsWith('\\') && !line.StartsWith("SET transaction_timeout", StringComparison.Ordinal)
        );
        await File.WriteAllLinesAsync(path, plain);
    }

    public async ValueTask DisposeAsync()
    {
        starting.Dispose();
        if (folder is null)
        {
            return;
        }
        try
        {
            if (isRunning)
            {
                await RunAsync("pg_ctl", "stop", "-D", Cluster, "-m", "immediate", "-w");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private string Cluster => Path.Combine(folder!.FullName, "cluster");

    private async Task StartAsync()
    {
        SkipWhereAbsent();
        folder ??= Directory.CreateTempSubdirectory("facerek-postgres-");
        // The server refuses to run as root.
        if (Environment.IsPrivilegedProcess)
        {
            await RunPlainAsync("chown", "postgres", folder.FullName);
        }
        port = FreePort.Find();
        await RunAsync("initdb", "-D", Cluster, "-U", User, "-A", "trust", "-E", "UTF8", "--locale", "C", "--no-sync");
        await RunAsync(
            "pg_ctl",
            "start",
            "-D",
            Cluster,
            "-w",
            "-l",
            Path.Combine(folder.FullName, "log"),
            "-o",
            $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder.FullName} -c fsync=off -c max_connections=200"
        );
        isRunning = true;
    }

    private static Task RunAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs!, program);
        return Environment.IsPrivilegedProcess
            ? RunPlainAsync("runuser", ["-u", "postgres", "--", path, .. arguments])
            : RunPlainAsync(path, arguments);
    }

    private static async Task RunPlainAsync(string program, params string[] arguments)
    {
        // Output is not read: the server that pg_ctl leaves running would keep the pipe open.
        using var process = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", "\"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments])
            {
                WorkingDirectory = "/",
            }
        )!;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
