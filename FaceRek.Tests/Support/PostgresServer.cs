using System.Data.Common;
using System.Diagnostics;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace FaceRek.Tests.Support;

/// <summary>
/// Debian's PostgreSQL with a cluster in a temporary folder, started by the first test that needs it and stopped after
/// the last.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "facerek",
        Server = "postgres",
        Empty = "facerek_empty",
        // What only a crash would need, and work for tables that grow large: a database is made in a third of the time.
        Quick =
            "-c fsync=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off -c jit=off";

    private readonly SemaphoreSlim starting = new(1);
    private DirectoryInfo? folder;
    private bool isRunning,
        hasEmpty;
    private int port,
        databases;

    public PostgresServer() => OfThisRun = this;

    /// <summary>For an application, which no fixture is handed to.</summary>
    public static PostgresServer? OfThisRun { get; private set; }

    public static bool IsInstalled => Programs is not null;

    private static string? Programs { get; } =
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .GetDirectories("/usr/lib/postgresql")
                .Select(version => Path.Combine(version, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
                .Order(StringComparer.Ordinal)
                .LastOrDefault()
            : null;

    public static void SkipWhereAbsent() => Assert.SkipUnless(IsInstalled, Installed.Absent("PostgreSQL"));

    /// <returns>The connection string of a new database without tables.</returns>
    public async Task<string> NewDatabaseAsync()
    {
        await BeReadyAsync(isEmptyNeeded: false);
        return await CreateAsync();
    }

    /// <summary>Copied from one that the real migrations made once, as a file of SQLite is.</summary>
    /// <returns>The connection string of a new database with all tables and no rows.</returns>
    public async Task<string> NewMigratedDatabaseAsync()
    {
        await BeReadyAsync(isEmptyNeeded: true);
        return await CreateAsync($"TEMPLATE {Empty}");
    }

    /// <summary>Drops a database, and what the pool of this process holds of it.</summary>
    public async Task DropAsync(string connection)
    {
        var at = new NpgsqlConnectionStringBuilder(connection);
        await using (var pooled = new NpgsqlConnection(connection))
        {
            NpgsqlConnection.ClearPool(pooled);
        }
        await TellAsync($"DROP DATABASE {at.Database} WITH (FORCE)");
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

    private async Task BeReadyAsync(bool isEmptyNeeded)
    {
        await starting.WaitAsync();
        try
        {
            if (!isRunning)
            {
                await StartAsync();
            }
            if (isEmptyNeeded && !hasEmpty)
            {
                await MakeEmptyAsync();
            }
        }
        finally
        {
            starting.Release();
        }
    }

    /// <summary>Without a pool: a database that is connected to cannot be copied.</summary>
    private async Task MakeEmptyAsync()
    {
        await TellAsync($"CREATE DATABASE {Empty}");
        var options = new DbContextOptionsBuilder<PostgresFaceRekDb>()
            .UseNpgsql($"{ConnectionTo(Empty)};Pooling=false")
            .Options;
        await using var db = new PostgresFaceRekDb(options, new CurrentOrganization());
        await new Migrator(db, TimeProvider.System).RunAsync(CancellationToken.None);
        hasEmpty = true;
    }

    private async Task<string> CreateAsync(string from = "")
    {
        var name = $"facerek_{Interlocked.Increment(ref databases)}";
        await TellAsync($"CREATE DATABASE {name} {from}");
        return $"{ConnectionTo(name)};Maximum Pool Size=30";
    }

    private async Task TellAsync(string statement)
    {
        await using var connection = new NpgsqlConnection($"{ConnectionTo(Server)};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }

    private string ConnectionTo(string database) => $"Host=127.0.0.1;Port={port};Username={User};Database={database}";

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
            $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder.FullName} -c max_connections=200 {Quick}"
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
