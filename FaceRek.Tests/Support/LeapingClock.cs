using Microsoft.Extensions.Time.Testing;

namespace FaceRek.Tests.Support;

/// <summary>A test clock for months: in one step a repeating timer fires once, not once for each of its millions of periods.</summary>
public sealed class LeapingClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly List<LeapTimer> rung = [];
    private readonly Lock turn = new();
    private bool isLeaping;

    public void Leap(DateTimeOffset to)
    {
        lock (turn)
        {
            isLeaping = true;
        }
        SetUtcNow(to);
        LeapTimer[] waiting;
        lock (turn)
        {
            (isLeaping, waiting) = (false, [.. rung]);
            rung.Clear();
        }
        foreach (var timer in waiting)
        {
            timer.WindUp();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new LeapTimer(this, callback, state, period);
        // Started only after it is complete: a timer that is due at once fires during its creation.
        timer.Inner = base.CreateTimer(_ => timer.Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Inner.Change(dueTime, Timeout.InfiniteTimeSpan);
        return timer;
    }

    private void Again(LeapTimer timer)
    {
        lock (turn)
        {
            if (isLeaping)
            {
                rung.Add(timer);
                return;
            }
        }
        timer.WindUp();
    }

    private sealed class LeapTimer(LeapingClock clock, TimerCallback callback, object? state, TimeSpan period) : ITimer
    {
        private TimeSpan period = period;

        public ITimer? Inner { get; set; }

        public void Ring()
        {
            callback(state);
            if (period > TimeSpan.Zero)
            {
                clock.Again(this);
            }
        }

        public void WindUp() => Inner?.Change(period, Timeout.InfiniteTimeSpan);

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            period = newPeriod;
            return Inner?.Change(dueTime, Timeout.InfiniteTimeSpan) ?? false;
        }

        public void Dispose() => Inner?.Dispose();

        public ValueTask DisposeAsync() => Inner?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
