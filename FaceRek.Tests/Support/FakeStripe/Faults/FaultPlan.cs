namespace FaceRek.Tests.Support.FakeStripe.Faults;

/// <summary>Faults to come, each used once, for the first request that fits.</summary>
public sealed class FaultPlan
{
    private readonly List<(string Method, string Path, WireFault Fault)> planned = [];

    /// <param name="path">Where the request's path starts, such as <c>/v1/subscriptions/</c>.</param>
    public void Next(string method, string path, params WireFault[] faults)
    {
        lock (planned)
        {
            planned.AddRange(faults.Select(fault => (method, path, fault)));
        }
    }

    /// <summary>Forgets those that did not come to pass.</summary>
    public void Clear()
    {
        lock (planned)
        {
            planned.Clear();
        }
    }

    public WireFault? Take(string method, string path)
    {
        lock (planned)
        {
            var place = planned.FindIndex(plan =>
                plan.Method == method && path.StartsWith(plan.Path, StringComparison.Ordinal)
            );
            if (place < 0)
            {
                return null;
            }
            var fault = planned[place].Fault;
            planned.RemoveAt(place);
            return fault;
        }
    }
}
