using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FaceRek.Tests.Databases;

/// <summary>
/// <c>make.sh</c> runs it on the commit before types or tables change: creates the two databases that every later
/// FaceRek must be able to upgrade.
/// </summary>
internal static class MakeDatabases
{
    public const string Command = "make-databases";

    /// <summary>Tables of ASP.NET Core Identity that FaceRek does not use: no claims and no external sign-ins.</summary>
    private static readonly string[] NeverFilled = ["AspNetUserClaims", "AspNetUserLogins", "AspNetUserTokens"];

    /// <param name="args">The target folder.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var target])
        {
            await Console.Error.WriteLineAsync($"usage: {Command} FOLDER");
            return 2;
        }
        await MakeAsync(OldDatabase.Sqlite, connection: null, target);
        await using var server = new PostgresServer();
        await MakeAsync(OldDatabase.Postgres, await server.NewDatabaseAsync(), target);
        return 0;
    }

    private static async Task MakeAsync(string kind, string? connection, string target)
    {
        await using var app = await FaceRekApp.StartAsync(
            clock: new FakeTimeProvider(OldDatabase.MadeAt),
            connection: connection,
            adjust: builder => OldDatabase.Configure(builder, RowsOfEveryTable.Receiver)
        );
        var facts = await new RowsOfEveryTable(app, await World.CreateAsync(app)).FillAsync();
        var content = Directory.CreateTempSubdirectory("facerek-pack-");
        try
        {
            facts = facts with { Tables = await CountAsync(app) };
            if (connection is null)
            {
                await CopyFileAsync(app, Path.Combine(content.FullName, OldDatabase.FileName));
            }
            else
            {
                await PostgresServer.DumpAsync(connection, Path.Combine(content.FullName, OldDatabase.ScriptName));
            }
            CopyKeys(app.DataFolder, content.FullName);
            new OldDatabase(kind).Pack(content.FullName, target, facts);
        }
        finally
        {
            content.Delete(recursive: true);
        }
    }

    private static async Task<SortedDictionary<string, long>> CountAsync(FaceRekApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FaceRekDb>();
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in db.Model.GetRelationalModel().Tables)
        {
            counts[table.Name] = await OldRows.CountAsync(db, table.Name);
        }
        var empty = counts.Where(table => table.Value == 0).Select(table => table.Key).Except(NeverFilled).ToList();
        return empty.Count == 0
            ? counts
            : throw new InvalidOperationException($"No row of {string.Join(", ", empty)} was made.");
    }

    private static async Task CopyFileAsync(FaceRekApp app, string path)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FaceRekDb>();
        _ = await db.Database.ExecuteSqlAsync($"VACUUM INTO {path}");
    }

    private static void CopyKeys(string from, string to)
    {
        var keys = Directory.CreateDirectory(Path.Combine(to, OldDatabase.KeysFolder));
        foreach (var key in Directory.EnumerateFiles(Path.Combine(from, OldDatabase.KeysFolder)))
        {
            File.Copy(key, Path.Combine(keys.FullName, Path.GetFileName(key)));
        }
    }
}
