using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Support;

/// <summary>
/// A database with all tables and no rows, created once by the real migrations and then copied: each test application
/// has its own file, and the suite saves the minutes for creating the same tables hundreds of times.
/// </summary>
internal static class EmptyDatabase
{
    private static readonly Lazy<Task<byte[]>> File = new(MakeAsync);

    public static async Task CopyToAsync(string path) =>
        await System.IO.File.WriteAllBytesAsync(path, await File.Value);

    /// <summary>
    /// Without a pool: the last connection closes with the context, and then the write-ahead log is merged into the one
    /// file.
    /// </summary>
    public static SqliteFaceRekDb Open(string path) =>
        new(
            new DbContextOptionsBuilder<SqliteFaceRekDb>()
                .UseSqlite(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString())
                .Options,
            new CurrentOrganization()
        );

    private static async Task<byte[]> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("facerek-empty-");
        try
        {
            var path = Path.Combine(folder.FullName, "facerek.db");
            await using (var db = Open(path))
            {
                await new Migrator(db, TimeProvider.System).RunAsync(CancellationToken.None);
            }
            return await System.IO.File.ReadAllBytesAsync(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
