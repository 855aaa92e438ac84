using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Databases;

/// <summary>
/// A database filled by an earlier FaceRek, as stored in this folder: an archive of the database with its keys, and
/// beside it the facts a test needs.
/// </summary>
internal sealed class OldDatabase(string kind)
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    /// <summary>In the archive of a file database.</summary>
    public const string FileName = "facerek.db";

    /// <summary>In the archive of a server database.</summary>
    public const string ScriptName = "facerek.sql";

    public const string KeysFolder = "keys";

    /// <summary>The day on which the databases were made.</summary>
    private const string Version = "2026-11-30";

    /// <summary>For these tests only: 32 bytes from 1 to 32.</summary>
    private const string MasterKey = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    /// <summary>When it was filled: a Wednesday, nine o'clock in London.</summary>
    public static DateTimeOffset MadeAt { get; } = new(2026, 7, 15, 8, 0, 0, TimeSpan.Zero);

    private static string Folder => Path.Combine(Repository.Root, "FaceRek.Tests", "Databases");

    public OldFacts ReadFacts() =>
        JsonSerializer.Deserialize<OldFacts>(File.ReadAllText(Path.Combine(Folder, $"{Version}.{kind}.json")))!;

    /// <summary>Extracts the database and its keys into a folder.</summary>
    public void UnpackInto(DirectoryInfo folder)
    {
        using var packed = File.OpenRead(Path.Combine(Folder, $"{Version}.{kind}.tar.gz"));
        using var plain = new GZipStream(packed, CompressionMode.Decompress);
        TarFile.ExtractToDirectory(plain, folder.FullName, overwriteFiles: false);
    }

    /// <param name="content">A folder with the database and its keys.</param>
    /// <param name="target">The folder for the archive and the facts.</param>
    public void Pack(string content, string target, OldFacts facts)
    {
        using (var packed = File.Create(Path.Combine(target, $"{Version}.{kind}.tar.gz")))
        using (var small = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            TarFile.CreateFromDirectory(content, small, includeBaseDirectory: false);
        }
        File.WriteAllText(
            Path.Combine(target, $"{Version}.{kind}.json"),
            JsonSerializer.Serialize(facts, Readable) + "\n"
        );
    }

    /// <summary>The settings of the application that created it; later ones need the same.</summary>
    /// <param name="receiver">Host and port of the only system that webhooks may reach.</param>
    public static void Configure(WebApplicationBuilder builder, string receiver)
    {
        builder.Configuration["Faces:MasterKey"] = MasterKey;
        builder.Configuration["Webhooks:Reachable"] = receiver;
        builder.Configuration["Site:Address"] = "http://127.0.0.1:5000";
    }

    /// <summary>Runs the script of a dump on an empty database.</summary>
    public static async Task RestoreAsync(string script, string connection)
    {
        // The script changes settings of the connection, so it must not be reused.
        var options = new DbContextOptionsBuilder<PostgresFaceRekDb>().UseNpgsql($"{connection};Pooling=false").Options;
        await using var db = new PostgresFaceRekDb(options, new CurrentOrganization());
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = await File.ReadAllTextAsync(script);
        _ = await command.ExecuteNonQueryAsync();
    }
}
