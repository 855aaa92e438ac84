using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.People;

/// <summary>What happens when a page forgets to check the owner of a row.</summary>
public sealed class OrganizationGuardTests
{
    [Fact]
    public async Task Reads_see_one_organization_and_none_before_one_is_entered()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);

        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                Assert.Equal([world.EvePerson.Id], await db.People.Select(p => p.Id).ToListAsync());
                Assert.Null(await db.People.FindAsync(world.HarbourPerson.Id));
            }
        );
        await using var outside = app.Services.CreateAsyncScope();
        Assert.Empty(await outside.ServiceProvider.GetRequiredService<FaceRekDb>().People.ToListAsync());
    }

    [Fact]
    public async Task A_row_attached_under_a_false_organization_is_neither_changed_nor_deleted()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);

        foreach (var state in new[] { EntityState.Modified, EntityState.Deleted })
        {
            await app.InAsync(
                world.Bakery,
                async (FaceRekDb db) =>
                {
                    // Hanna of the harbour, as a forged form could name her: her id, our organization.
                    var forged = Forged(world.Bakery, world.HarbourPerson.Id);
                    db.Entry(forged).State = state;
                    await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => db.SaveChangesAsync());
                }
            );
            await app.InAsync(
                world.Bakery,
                async (FaceRekDb db) =>
                {
                    // And with her real organization, which the guard sees.
                    var theirs = Forged(world.Harbour, world.HarbourPerson.Id);
                    db.Entry(theirs).State = state;
                    await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());
                }
            );
        }
        await app.InAsync(
            world.Harbour,
            async (FaceRekDb db) => Assert.Equal("Hanna Harbour", (await db.People.SingleAsync()).Name)
        );
    }

    [Fact]
    public async Task A_forged_organization_on_insert_is_refused_and_nothing_may_point_across()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);

        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                db.Add(
                    new Person
                    {
                        OrganizationId = world.Harbour.Id,
                        Name = "Mallory",
                        CreatedAt = app.Clock.GetUtcNow(),
                    }
                );
                await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());
            }
        );
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                db.Add(
                    new FaceTemplate
                    {
                        OrganizationId = world.Bakery.Id,
                        PersonId = world.HarbourPerson.Id,
                        ModelName = "classic",
                        ModelVersion = "1",
                        Sealed = [1],
                        CreatedAt = app.Clock.GetUtcNow(),
                        CreatedById = world.Ada.Id,
                    }
                );
                await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
            }
        );
    }

    [Fact]
    public async Task Statements_that_skip_the_change_tracker_stay_inside_as_well()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);

        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                Assert.Equal(
                    0,
                    await db
                        .People.Where(p => p.Id == world.HarbourPerson.Id)
                        .ExecuteUpdateAsync(p => p.SetProperty(x => x.PinHash, "x"))
                );
                Assert.Equal(0, await db.People.Where(p => p.Id == world.HarbourPerson.Id).ExecuteDeleteAsync());
            }
        );
    }

    private static Person Forged(Organization organization, Guid id)
    {
        var person = new Person
        {
            OrganizationId = organization.Id,
            Name = "Mallory",
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        typeof(Person).GetProperty(nameof(Person.Id))!.SetValue(person, id);
        return person;
    }
}
