using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.People;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.Attendance.CheckIn;

public class PinGuessTests
{
    [Fact]
    public async Task Forty_guesses_at_once_are_five_guesses_and_a_right_one_is_no_failure()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        await app.InAsync(
            world.Bakery,
            db =>
                db.People.Where(p => p.Id == world.EvePerson.Id)
                    .ExecuteUpdateAsync(p => p.SetProperty(x => x.PinHash, Pin.Hash("271828")))
        );
        Task<CheckInOutcome> GuessAsync(string pin) =>
            app.InAsync(
                world.Bakery,
                services =>
                    services
                        .GetRequiredService<PinPunchDesk>()
                        .RecordAsync(
                            new PinRequest(world.EvePerson.Id, world.Eve.Id, pin, null, ClientLocation.Unknown),
                            TestContext.Current.CancellationToken
                        )
            );

        Assert.IsType<CheckInOutcome.Recorded>(await GuessAsync("271828"));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(guess => GuessAsync($"31415{guess:00}")));

        Assert.Equal(5, outcomes.Count(outcome => outcome is CheckInOutcome.WrongPin));
        Assert.Equal(35, outcomes.Count(outcome => outcome is CheckInOutcome.Closed));
        Assert.IsType<CheckInOutcome.Closed>(await GuessAsync("271828"));
    }
}
