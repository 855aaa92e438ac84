using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Ledger;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Hooks;

/// <summary>
/// Posts events to the endpoints, signed and in order, and again later where they were not accepted. A test may hold
/// them back and deliver them itself.
/// </summary>
public sealed class WebhookDispatcher : IAsyncDisposable
{
    private const int LargeBytes = 1_000_000;

    /// <summary>Hours between failed attempts; after the last, Stripe gives up.</summary>
    private static readonly double[] RetryHours = [0.1, 0.5, 2, 5, 10, 12, 12, 12, 12];

    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(20),
    };
    private readonly StripeClock clock;
    private readonly Endpoints endpoints;
    private readonly ConcurrentQueue<Delivery> deliveries = new();
    private readonly ConcurrentQueue<HookFault> faults = new();
    private readonly List<(DateTimeOffset At, JsonObject Message, int Attempt)> retries = [];
    private readonly List<JsonObject> held = [];
    private readonly Lock turn = new();
    private bool isHolding;
    private HookFault? weather;
    private Task tail = Task.CompletedTask;

    public WebhookDispatcher(StripeClock clock, StripeLedger books, Endpoints endpoints)
    {
        (this.clock, this.endpoints) = (clock, endpoints);
        books.Recorded += Enqueue;
    }

    public IReadOnlyList<Delivery> Deliveries => [.. deliveries];

    /// <summary>Faults of the next events, one each.</summary>
    public void Next(params HookFault[] wanted)
    {
        foreach (var fault in wanted)
        {
            faults.Enqueue(fault);
        }
    }

    /// <summary>A fault of every event until the result is disposed; then the plan is empty for the next test.</summary>
    public IDisposable While(HookFault fault)
    {
        lock (turn)
        {
            weather = fault;
        }
        return new Clearing(this);
    }

    /// <summary>From now on events wait until they are taken.</summary>
    public void Hold() => isHolding = true;

    /// <summary>The events held so far, in order. The caller has to post them.</summary>
    public IReadOnlyList<JsonObject> TakeHeld()
    {
        lock (turn)
        {
            var taken = held.ToArray();
            held.Clear();
            return taken;
        }
    }

    /// <summary>Posts the held events in order, and stops holding.</summary>
    public async Task ReleaseAsync()
    {
        isHolding = false;
        foreach (var message in TakeHeld())
        {
            Enqueue(message);
        }
        await IdleAsync();
    }

    /// <summary>Delivers one event now, whatever happened to it before.</summary>
    public async Task PostAsync(JsonObject message, int attempt = 1, HookFault? error = null)
    {
        if (error == HookFault.Drop)
        {
            return;
        }
        var sent = Spoilt(message, error);
        foreach (var (url, secrets) in endpoints.For(message.Text("type")!))
        {
            var times = error is HookFault.Duplicate or HookFault.Concurrent ? 3 : 1;
            if (error == HookFault.Concurrent)
            {
                await Task.WhenAll(
                    Enumerable.Range(0, times).Select(_ => PostToAsync(url, secrets, sent, attempt, error))
                );
            }
            else
            {
                for (var time = 0; time < times; time++)
                {
                    await PostToAsync(url, secrets, sent, attempt, error);
                }
            }
        }
    }

    /// <summary>Waits until every delivery has succeeded or failed.</summary>
    public async Task IdleAsync()
    {
        while (true)
        {
            Task last;
            lock (turn)
            {
                last = tail;
            }
            await last;
            lock (turn)
            {
                if (last == tail)
                {
                    return;
                }
            }
        }
    }

    public IEnumerable<(DateTimeOffset At, Action Do)> Due()
    {
        lock (turn)
        {
            return [.. retries.Select(retry => (retry.At, (Action)(() => Retry(retry))))];
        }
    }

    public async ValueTask DisposeAsync()
    {
        isHolding = true;
        await IdleAsync();
        client.Dispose();
    }

    private void Enqueue(JsonObject message)
    {
        lock (turn)
        {
            if (isHolding)
            {
                held.Add(message);
                return;
            }
            var error = faults.TryDequeue(out var wanted) ? wanted : weather;
            tail = PostAfterAsync(tail, message, 1, error);
        }
    }

    private void Retry((DateTimeOffset At, JsonObject Message, int Attempt) retry)
    {
        lock (turn)
        {
            retries.Remove(retry);
            tail = PostAfterAsync(tail, retry.Message, retry.Attempt, null);
        }
    }

    private async Task PostAfterAsync(Task before, JsonObject message, int attempt, HookFault? error)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await PostAsync(message, attempt, error);
    }

    private async Task PostToAsync(
        Uri url,
        IReadOnlyList<string> secrets,
        JsonObject message,
        int attempt,
        HookFault? error
    )
    {
        var body = Encoding.UTF8.GetBytes(message.ToJsonString(WireFormat.Indented));
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.TryAddWithoutValidation("Stripe-Signature", Signature(body, secrets, error));
        request.Headers.TryAddWithoutValidation("User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)");
        int? status = null;
        try
        {
            using var response = await client.SendAsync(request);
            status = (int)response.StatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            status = null;
        }
        var delivery = new Delivery(message.Id(), message.Text("type")!, attempt, status);
        deliveries.Enqueue(delivery);
        if (delivery.IsAccepted || attempt > RetryHours.Length)
        {
            return;
        }
        lock (turn)
        {
            retries.Add((clock.Now.AddHours(RetryHours[attempt - 1]), message, attempt + 1));
        }
    }

    private string Signature(byte[] body, IReadOnlyList<string> secrets, HookFault? error)
    {
        var at = clock.SigningTime - (error == HookFault.StaleSignature ? TimeSpan.FromMinutes(6) : TimeSpan.Zero);
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = secrets.Select(secret =>
            HMACSHA256.HashData(
                Encoding.UTF8.GetBytes(error == HookFault.ForgedSignature ? "whsec_forged" : secret),
                (byte[])[.. Encoding.UTF8.GetBytes(seconds + "."), .. body]
            )
        );
        return $"t={seconds},{string.Join(',', signed.Select(hash => $"v1={Convert.ToHexStringLower(hash)}"))},v0=0";
    }

    private static JsonObject Spoilt(JsonObject message, HookFault? error)
    {
        var sent = message.Clone();
        switch (error)
        {
            case HookFault.OlderVersion:
                sent["api_version"] = "2020-08-27";
                break;
            case HookFault.LiveMode:
                sent["livemode"] = true;
                break;
            case HookFault.UnknownType:
                sent["type"] = "mystery.happened";
                break;
            case HookFault.NullObject:
                sent["data"]!["object"] = null;
                break;
            case HookFault.Large:
                sent["data"]!["padding"] = new string('x', LargeBytes);
                break;
        }
        return sent;
    }

    private sealed class Clearing(WebhookDispatcher postbox) : IDisposable
    {
        public void Dispose()
        {
            lock (postbox.turn)
            {
                postbox.weather = null;
            }
        }
    }
}
