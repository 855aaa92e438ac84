using System.Net;
using FaceRek.Tests.Support.FakeStripe.Faults;
using FaceRek.Tests.Support.FakeStripe.Hooks;
using FaceRek.Tests.Support.FakeStripe.Hosted;
using FaceRek.Tests.Support.FakeStripe.Ledger;
using FaceRek.Tests.Support.FakeStripe.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FaceRek.Tests.Support.FakeStripe;

/// <summary>
/// A stand-in for Stripe on loopback: one account with a clock, Stripe's wire format, hosted pages and signed webhooks.
/// It proves that our requests are well-formed and that our states follow Stripe's; it cannot prove Stripe's amounts.
/// </summary>
public sealed class FakeStripeServer : IAsyncDisposable
{
    public const string ApiVersion = "2026-10-28.endive";
    public const string SecretKey = "sk_test_facerek_double";
    public const string WebhookSecret = "whsec_facerek_double";

    /// <summary>More steps than a year has events: an action that stays due would loop forever.</summary>
    private const int MostSteps = 20_000;

    private readonly WebApplication app;
    private readonly StripeClock clock;
    private readonly SemaphoreSlim turn = new(1);

    private FakeStripeServer(WebApplication app, TimeProvider wall, Uri address)
    {
        (this.app, Address, clock) = (app, address, new StripeClock(wall));
        Account = new Account(clock, address);
        Webhooks = new WebhookDispatcher(clock, Account.Books, Account.Endpoints);
        Api = new StripeApi(Account, clock, turn, Faults, Violations);
        Pages = new HostedPages(this, turn);
    }

    /// <summary>As text use <see cref="ApiBase"/>, which has no trailing slash: Stripe.net would double it.</summary>
    public Uri Address { get; }

    public string ApiBase => Address.GetLeftPart(UriPartial.Authority);
    public Account Account { get; }
    public StripeApi Api { get; }
    public HostedPages Pages { get; }
    public WebhookDispatcher Webhooks { get; }
    public FaultPlan Faults { get; } = new();
    public Violations Violations { get; } = new();
    public DateTimeOffset Now => clock.Now;

    /// <param name="wall">A test's clock is moved by <see cref="AdvanceAsync"/>; the machine's is not.</param>
    /// <param name="port">0 uses any free port.</param>
    public static async Task<FakeStripeServer> StartAsync(TimeProvider? wall = null, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        RequestDelegate handle = context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        };
        app.Run(context => handle(context));
        await app.StartAsync();
        var server = new FakeStripeServer(app, wall ?? TimeProvider.System, new Uri(app.Urls.Single()));
        handle = server.HandleAsync;
        return server;
    }

    /// <summary>Moves the clock, and executes everything due meanwhile in order, each with its webhooks delivered.</summary>
    public async Task AdvanceAsync(TimeSpan span)
    {
        var target = clock.Now + span;
        for (var step = 0; step < MostSteps; step++)
        {
            if (await DueAsync(target) is not { } next)
            {
                clock.MoveTo(target);
                return;
            }
            clock.MoveTo(next.At);
            await DoAsync(next.Do);
            await Webhooks.IdleAsync();
        }
        throw new InvalidOperationException("Something stays due in the double.");
    }

    public Task AdvanceToAsync(DateTimeOffset moment) => AdvanceAsync(moment - clock.Now);

    /// <summary>Changes the account like a person in the Dashboard, while no request is being answered.</summary>
    public async Task<T> DoAsync<T>(Func<Account, T> deed)
    {
        await turn.WaitAsync();
        try
        {
            return deed(Account);
        }
        finally
        {
            turn.Release();
        }
    }

    public Task DoAsync(Action deed) =>
        DoAsync(_ =>
        {
            deed();
            return 0;
        });

    /// <summary>Fails if a request or a response broke the contract and no test expected it.</summary>
    public async ValueTask DisposeAsync()
    {
        await Webhooks.DisposeAsync();
        await app.DisposeAsync();
        turn.Dispose();
        Violations.ThrowIfAny();
    }

    private Task HandleAsync(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/v1") ? Api.HandleAsync(context) : Pages.HandleAsync(context);

    private Task<(DateTimeOffset At, Action Do)?> DueAsync(DateTimeOffset until) =>
        DoAsync(account =>
        {
            var due = account.Due().Concat(Webhooks.Due()).Where(deed => deed.At <= until).ToArray();
            return due.Length == 0 ? ((DateTimeOffset, Action)?)null : due.MinBy(deed => deed.At);
        });
}
