using System.Security.Cryptography;
using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

/// <summary>All objects of the account as Stripe writes them, unexpanded, and beside them Stripe's internal data.</summary>
public sealed class StripeLedger(StripeClock clock)
{
    private const string Letters = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    private readonly Dictionary<string, JsonObject> objects = [];
    private readonly Dictionary<string, JsonObject> notes = [];

    public event Action<JsonObject>? Recorded;

    public DateTimeOffset Now => clock.Now;

    /// <summary>Seconds since 1970, Stripe's format of every time.</summary>
    public long Seconds => clock.Now.ToUnixTimeSeconds();

    /// <summary>The request during which events are recorded; null for changes by time or by a person on a hosted page.</summary>
    public StripeRequest? Request { get; set; }

    public static string NewId(string prefix) => $"{prefix}_{RandomNumberGenerator.GetString(Letters, 24)}";

    public JsonObject Add(JsonObject document)
    {
        lock (objects)
        {
            objects.Add(document.Id(), document);
        }
        return document;
    }

    public JsonObject? Find(string id)
    {
        lock (objects)
        {
            return objects.GetValueOrDefault(id);
        }
    }

    public JsonObject Get(string type, string id, string param = "id") =>
        Find(id) is { } found && found.Is("object", type)
            ? found
            : throw RefusalException.Missing(type.Replace('_', ' '), id, param);

    /// <summary>Newest first.</summary>
    public IEnumerable<JsonObject> Of(string type)
    {
        lock (objects)
        {
            return objects.Values.Where(document => document.Is("object", type)).Reverse().ToArray();
        }
    }

    public void Remove(string id)
    {
        lock (objects)
        {
            objects.Remove(id);
        }
    }

    public JsonObject Note(string id) => notes.TryGetValue(id, out var note) ? note : notes[id] = [];

    /// <summary>Changes an object and records its event with the previous values; nothing is recorded when nothing changed.</summary>
    public void Change(JsonObject document, string type, Action<JsonObject> change)
    {
        var before = document.Clone();
        change(document);
        var difference = Json.Difference(before, document);
        if (difference.Count > 0)
        {
            Record(type, document, difference);
        }
    }

    public void Record(string type, JsonObject document, JsonObject? previous = null)
    {
        var data = new JsonObject { ["object"] = document.Clone() };
        if (previous is not null)
        {
            data["previous_attributes"] = previous;
        }
        var message = Add(
            new JsonObject
            {
                ["id"] = NewId("evt"),
                ["object"] = "event",
                ["api_version"] = FakeStripeServer.ApiVersion,
                ["created"] = Seconds,
                ["data"] = data,
                ["livemode"] = false,
                ["pending_webhooks"] = 1,
                ["request"] = new JsonObject { ["id"] = Request?.RequestId, ["idempotency_key"] = Request?.Key },
                ["type"] = type,
            }
        );
        Recorded?.Invoke(message);
    }

    /// <summary>Everything, for a double that restarts with the same file.</summary>
    public JsonObject Save() =>
        new()
        {
            ["objects"] = new JsonArray([.. objects.Values.Select(document => document.DeepClone())]),
            ["notes"] = new JsonObject(
                notes.Select(note => KeyValuePair.Create<string, JsonNode?>(note.Key, note.Value.DeepClone()))
            ),
        };

    public void Load(JsonObject saved)
    {
        foreach (var document in saved["objects"]!.AsArray())
        {
            Add(document!.AsObject().Clone());
        }
        foreach (var (id, note) in saved["notes"]!.AsObject())
        {
            notes[id] = note!.AsObject().Clone();
        }
    }
}
