using FaceRek.Core.People;
using FaceRek.Core.People.Management;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.People.Management;

public sealed class PinDeskTests
{
    [Theory]
    [InlineData(PersonStatus.Inactive, PinOutcome.Done)]
    [InlineData(PersonStatus.Erased, PinOutcome.NoPerson)]
    public async Task Choosing_while_an_admin_changes_the_person_is_answered(PersonStatus becomes, PinOutcome expected)
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        var outcome = await app.OvertakeAsync(
            world,
            () =>
                app.InAsync(
                    world.Bakery,
                    services =>
                        services
                            .GetRequiredService<PinDesk>()
                            .ChooseAsync(world.Eve.Id, "271828", CancellationToken.None)
                ),
            db =>
                db.People.Where(p => p.Id == world.EvePerson.Id)
                    .ExecuteUpdateAsync(p => p.SetProperty(x => x.Status, becomes))
        );
        Assert.Equal(expected, outcome);
        await app.InAsync(
            world.Bakery,
            async db =>
                Assert.Equal(
                    expected == PinOutcome.Done,
                    (await db.People.SingleAsync(p => p.Id == world.EvePerson.Id)).PinHash is not null
                )
        );
    }

    [Fact]
    public async Task A_sign_in_is_unlinked_while_the_person_is_deactivated()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        var outcome = await app.OvertakeAsync(
            world,
            () =>
                app.InAsync(
                    world.Bakery,
                    services =>
                        services
                            .GetRequiredService<PersonUserLink>()
                            .UnlinkAsync(world.EvePerson.Id, CancellationToken.None)
                ),
            db =>
                db.People.Where(p => p.Id == world.EvePerson.Id)
                    .ExecuteUpdateAsync(p => p.SetProperty(x => x.Status, PersonStatus.Inactive))
        );
        Assert.IsType<PersonOutcome.Done>(outcome);
    }
}
