using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace FaceRek.Core.Storage;

/// <summary>The migrations a database has, compared with those this version knows.</summary>
internal static class MigrationHistory
{
    /// <summary>
    /// The commit of main that upgrades every older database to the baseline when it starts. No version was released
    /// before, so nine migrations became one, under the name of the last of them.
    /// </summary>
    public const string LastCommitBeforeBaseline = "9e45c6f";

    /// <summary>
    /// For some hours of 2026-11-26 main created the tables of the baseline by migrations with other names: tables,
    /// columns, keys and indexes were compared, and none differed.
    /// </summary>
    private static readonly string[] FormerNamesOfBaseline =
    [
        "20261126024951_WeeksMovesGapsAndSandboxes",
        "20261126024955_WeeksMovesGapsAndSandboxes",
    ];

    /// <exception cref="InvalidDataException">The database is older than the baseline, or a newer version made it;
    /// nothing was changed.</exception>
    public static async Task AdoptAsync(FaceRekDb db, CancellationToken cancellationToken)
    {
        var known = db.Database.GetMigrations().ToList();
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (applied.Count == 0)
        {
            return;
        }
        var baseline = known[0];
        var newer = applied.Where(id => string.CompareOrdinal(id, baseline) > 0).Except(known).ToList();
        if (newer.Count > 0)
        {
            throw new InvalidDataException(
                $"A newer version of FaceRek made this database: it names the change {newer[^1]}, which this version does not know. Nothing was changed. Start that version, or one newer than it."
            );
        }
        if (applied.Contains(baseline))
        {
            return;
        }
        if (!applied.Intersect(FormerNamesOfBaseline).Any())
        {
            throw new InvalidDataException(
                $"This database is older than this version can upgrade: its last change is {applied[^1]}. Nothing was changed. Start FaceRek of commit {LastCommitBeforeBaseline} once on it, then this version; docs/operating.md says how, under Upgrade."
            );
        }
        await db.Database.ExecuteSqlAsync(
            $"""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ({baseline}, {ProductInfo.GetVersion()})""",
            cancellationToken
        );
    }
}
