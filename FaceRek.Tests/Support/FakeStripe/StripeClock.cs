using Microsoft.Extensions.Time.Testing;

namespace FaceRek.Tests.Support.FakeStripe;

/// <summary>
/// The one clock of the double. Over a test's clock it moves that clock, so that the application moves along; over the machine's it keeps
/// a distance, as Stripe's test clocks do, while signatures bear the machine's time.
/// </summary>
public sealed class StripeClock(TimeProvider wall)
{
    private TimeSpan ahead;

    /// <summary>Whole seconds: Stripe knows no smaller ones.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds((wall.GetUtcNow() + ahead).ToUnixTimeSeconds());

    /// <summary>The time that goes into a signature: the receiver compares it with its own.</summary>
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
