using FaceRek.Core.Billing.Subscriptions;
using Microsoft.Extensions.Time.Testing;

namespace FaceRek.Tests.Core.Billing.Subscriptions;

public sealed class SeatChangeQueueTests
{
    [Fact]
    public void Twenty_changes_in_a_row_are_one_once_it_is_quiet()
    {
        var clock = new FakeTimeProvider();
        var (bell, bakery) = (new SeatChangeQueue(clock), Guid.CreateVersion7());
        for (var change = 0; change < 20; change++)
        {
            bell.Ring(bakery);
            clock.Advance(TimeSpan.FromSeconds(5));
            Assert.Empty(bell.Due());
        }
        clock.Advance(SeatChangeQueue.Quiet);
        Assert.Equal([bakery], bell.Due());
        Assert.Empty(bell.Due());
    }
}
