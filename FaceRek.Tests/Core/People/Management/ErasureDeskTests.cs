using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Management;
using FaceRek.Core.Storage;
using FaceRek.Tests.Core.People.Consent;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.People.Management;

public sealed class ErasureDeskTests
{
    [Fact]
    public async Task No_one_comes_back_from_erasure_whatever_else_happens_in_the_same_second()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        await ConsentDeskTests.ConsentAsync(app, world);
        await ConsentDeskTests.EnrolAsync(app, world);
        var id = world.EvePerson.Id;
        var details = (
            (PersonDetailsReading.Good)PersonDetails.Read("Eve Employee", "E-1", "eve@bakery.example")
        ).Details;

        await Task.WhenAll(
            Desk<PeopleDesk>(desk => desk.ChangeAsync(id, details, CancellationToken.None)),
            Desk<PeopleDesk>(desk => desk.DeactivateAsync(id, CancellationToken.None)),
            Desk<ErasureDesk>(desk => desk.EraseAsync(id, "Eve Employee", world.Ben.Id, CancellationToken.None)),
            Desk<PeopleDesk>(desk => desk.ReactivateAsync(id, CancellationToken.None)),
            Desk<PeopleDesk>(desk => desk.ChangeAsync(id, details, CancellationToken.None)),
            Desk<ConsentDesk>(desk => desk.AcceptAsync(world.Eve.Id, 1, CancellationToken.None))
        );

        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                var person = await db.People.SingleAsync();
                Assert.Equal((PersonStatus.Erased, null, null), (person.Status, person.Email, person.UserId));
                Assert.Null(person.SealedFaceKey);
                Assert.StartsWith("Erased person", person.Name, StringComparison.Ordinal);
                Assert.Empty(await db.FaceTemplates.ToListAsync());
                Assert.False(await db.FaceConsents.AreGivenAsync(id, CancellationToken.None));
            }
        );

        Task Desk<T>(Func<T, Task> work)
            where T : notnull =>
            app.InAsync(
                world.Bakery,
                async services =>
                {
                    await work(services.GetRequiredService<T>());
                    return 0;
                }
            );
    }

    [Fact]
    public async Task A_request_that_read_the_person_before_cannot_write_them_back()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);

        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                var stale = await db.People.AsTracking().SingleAsync();
                await app.InAsync(
                    world.Bakery,
                    services =>
                        services
                            .GetRequiredService<ErasureDesk>()
                            .EraseAsync(stale.Id, stale.Name, world.Ben.Id, CancellationToken.None)
                );
                stale.SealedFaceKey = [1, 2, 3];
                await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => db.SaveChangesAsync());
            }
        );
    }
}
