using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace FaceRek.Core.Storage;

/// <summary>What a database says was done to it, beside what this version knows.</summary>
internal static class MigrationHistory
{
    /// <summary>
    /// For some hours of 2026-11-26 main had the same tables by other migrations. Tables, columns, keys and indexes of such a database were compared with those
    /// that today's migrations make, and none differed: it goes on under their names.
    /// </summary>
    private static readonly (string[] Former, string Same)[] Renamed =
    [
        (
            ["20261125200135_BillingAttendanceModelsAndApi", "20261126020432_WeeksMovesAndSandboxes"],
            "20261125223148_ShiftsInTwoParts"
        ),
        (
            ["20261125200135_BillingAttendanceModelsAndApi", "20261126024951_WeeksMovesGapsAndSandboxes"],
            "20261126033037_EmploymentGaps"
        ),
        (
            ["20261125200140_BillingAttendanceModelsAndApi", "20261126020436_WeeksMovesAndSandboxes"],
            "20261125223152_ShiftsInTwoParts"
        ),
        (
            ["20261125200140_BillingAttendanceModelsAndApi", "20261126024955_WeeksMovesGapsAndSandboxes"],
            "20261126033040_EmploymentGaps"
        ),
    ];

    /// <exception cref="InvalidDataException">Another version made the database; nothing was changed.</exception>
    public static async Task AdoptAsync(FaceRekDb db, CancellationToken cancellationToken)
    {
        var known = db.Database.GetMigrations().ToList();
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        var unknown = applied.Except(known).ToList();
        if (unknown.Count == 0)
        {
            return;
        }
        if (Renamed.FirstOrDefault(renamed => renamed.Former.SequenceEqual(unknown)) is not { Same: { } same })
        {
            throw new InvalidDataException(
                $"This database was made by another version of FaceRek: it names the change {unknown[^1]}, which this version does not know. Nothing was done to it. "
                    + "Start the version that made it, or a newer one than this; the README says which came along, under Where data lies."
            );
        }
        var done = known.TakeWhile(migration => string.CompareOrdinal(migration, same) <= 0).Except(applied).ToList();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var migration in unknown)
        {
            await db.Database.ExecuteSqlAsync(
                $"""DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" = {migration}""",
                cancellationToken
            );
        }
        foreach (var migration in done)
        {
            await db.Database.ExecuteSqlAsync(
                $"""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ({migration}, {ProductInfo.GetVersion()})""",
                cancellationToken
            );
        }
        await transaction.CommitAsync(cancellationToken);
    }
}
