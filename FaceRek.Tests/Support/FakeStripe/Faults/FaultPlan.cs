namespace FaceRek.Tests.Support.FakeStripe.Faults;

/// <summary>Planned faults, each used once, for the first matching request.</summary>
public sealed class FaultPlan
{
    private readonly List<(string Method, string Path, WireFault Fault)> planned = [];

    /// <param name="path">The start of the request's path, such as <c>/v1/subscriptions/</c>.</param>
    public void Next(string method, string path, params WireFault[] faults)
    {
        lock (planned)
        {
            planned.AddRange(faults.Select(fault => (method, path, fault)));
        }
    }

    /// <summary>Removes faults that did not occur.</summary>
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
