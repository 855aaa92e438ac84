using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.People;
using FaceRek.Core.People.Management;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.Billing.Subscriptions;

[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class SeatLimitTests
{
    [Fact]
    public async Task Fifty_who_add_at_once_never_get_more_than_the_plan_holds()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        app.Clock.Advance(PlanCatalogue.TrialLength);

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(number => Task.Run(() => AddAsync(app, world, $"Baker {number}")))
        );

        // Eve already existed.
        Assert.Equal(4, outcomes.OfType<PersonOutcome.Done>().Count());
        Assert.All(
            outcomes.OfType<PersonOutcome.NotEntitled>(),
            refused =>
                Assert.Equal(
                    (5, 1),
                    (
                        ((EntitlementDenial.SeatsFull)refused.Obstacle).Access.Seats,
                        ((EntitlementDenial.SeatsFull)refused.Obstacle).Wanted
                    )
                )
        );
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) => Assert.Equal(5, await db.CountSeatsAsync(CancellationToken.None))
        );
    }

    /// <summary>Like an API client: retries while the database is busy.</summary>
    private static async Task<PersonOutcome> AddAsync(FaceRekApp app, World world, string name)
    {
        var details = ((PersonDetailsReading.Good)PersonDetails.Read(name, null, null)).Details;
        while (true)
        {
            try
            {
                return await app.InAsync(
                    world.Bakery,
                    services => services.GetRequiredService<PeopleDesk>().AddAsync(details, CancellationToken.None)
                );
            }
            catch (Exception exception) when (exception.IsBusyDatabase())
            {
                await Task.Yield();
            }
        }
    }

    [Fact]
    public async Task A_seat_is_asked_for_inside_a_transaction_or_not_at_all()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            app.InAsync(
                world.Bakery,
                services => services.GetRequiredService<Entitlement>().ToAddPeopleAsync(1, CancellationToken.None)
            )
        );
    }
}
