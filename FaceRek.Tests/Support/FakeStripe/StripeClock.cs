using Microsoft.Extensions.Time.Testing;

namespace FaceRek.Tests.Support.FakeStripe;

/// <summary>
/// The one clock of the double. With a test's clock it moves that clock, so that the application moves along; with the
/// machine's it keeps an offset, as Stripe's test clocks do, while signatures have the machine's time.
/// </summary>
public sealed class StripeClock(TimeProvider wall)
{
    private TimeSpan ahead;

    /// <summary>Whole seconds, as at Stripe.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds((wall.GetUtcNow() + ahead).ToUnixTimeSeconds());

    /// <summary>The time of a signature: the receiver compares it with its own.</summary>
    public DateTimeOffset SigningTime => wall.GetUtcNow();

    public void MoveTo(DateTimeOffset moment)
    {
        if (moment <= Now)
        {
            return;
        }
        if (wall is LeapingClock leaping)
        {
            leaping.Leap(moment);
        }
        else if (wall is FakeTimeProvider test)
        {
            test.SetUtcNow(moment);
        }
        else
        {
            ahead = moment - wall.GetUtcNow();
        }
    }
}
