using System.Collections.Concurrent;

namespace FaceRek.Tests.Support.FakeStripe;

/// <summary>Invalid requests and responses. A test that breaks a rule on purpose takes its violations.</summary>
public sealed class Violations
{
    private readonly ConcurrentQueue<string> found = new();

    public void Add(string violation) => found.Enqueue(violation);

    public IReadOnlyList<string> Take()
    {
        var taken = found.ToArray();
        found.Clear();
        return taken;
    }

    public void ThrowIfAny()
    {
        if (Take() is { Count: > 0 } left)
        {
            throw new InvalidOperationException(
                $"The double saw what Stripe would not have:{Environment.NewLine}{string.Join(Environment.NewLine, left)}"
            );
        }
    }
}
