using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Support;

/// <summary>Organizations whose work throws, and which come before all others.</summary>
public static class BrokenMill
{
    /// <param name="number">1 to 9, and the end of an id that sorts first.</param>
    public static async Task<(Organization Mill, Person Miller)> AddMillAsync(this FaceRekApp app, int number)
    {
        var mill = new Organization
        {
            Name = $"Mill {number}",
            Slug = $"mill-{number}",
            Zone = "Europe/London",
            FaceModel = "classic",
            CreatedAt = app.Clock.GetUtcNow(),
        };
        await app.InAsync(
            mill,
            async (FaceRekDb db) =>
            {
                db.Entry(mill).Property(row => row.Id).CurrentValue = new Guid(
                    $"00000000-0000-7000-8000-00000000000{number}"
                );
                db.Add(mill);
                await db.SaveChangesAsync();
            }
        );
        var miller = new Person
        {
            OrganizationId = mill.Id,
            Name = "Miller",
            CreatedAt = app.Clock.GetUtcNow(),
        };
        await app.InAsync(
            mill,
            async (FaceRekDb db) =>
            {
                db.Add(miller);
                await db.SaveChangesAsync();
            }
        );
        return (mill, miller);
    }

    public static Task BreakAsync(this FaceRekApp app, Organization mill, Breakage breakage) =>
        app.InAsync(
            mill,
            (FaceRekDb db) =>
                breakage == Breakage.Zone
                    ? db
                        .Organizations.Where(row => row.Id == mill.Id)
                        .ExecuteUpdateAsync(set => set.SetProperty(row => row.Zone, "Nowhere/Land"))
                    : db.Database.ExecuteSqlAsync($"UPDATE Organizations SET Liveness = 'Broken' WHERE Id = {mill.Id}")
        );
}

public enum Breakage
{
    /// <summary>A stored word without a meaning: the organization itself cannot be read.</summary>
    Row,

    /// <summary>The organization is read, and the work throws.</summary>
    Zone,
}
