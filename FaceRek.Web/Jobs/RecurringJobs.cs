using FaceRek.Core.Storage;

namespace FaceRek.Web.Jobs;

/// <summary>The one list of all recurring work. Each job is in its own file.</summary>
internal static class RecurringJobs
{
    /// <summary>The job itself waits until there is something to do.</summary>
    private static readonly TimeSpan AsItComes = TimeSpan.Zero;

    public static IReadOnlyList<RecurringJob> All { get; } =
    [
        Job<DayRolloverJob>(
            "Day rollover",
            TimeSpan.FromMinutes(1),
            "Creates the next days, and updates days that are out of date."
        ),
        Job<ClosedDayJob>("Closed days", TimeSpan.FromMinutes(5), "Writes the webhooks about days that closed."),
        Job<WebhookDeliveryJob>("Webhook delivery", TimeSpan.FromSeconds(2), "Sends the webhooks that are due."),
        Job<NotificationJob>(
            "Notifications",
            TimeSpan.FromMinutes(15),
            "Writes and sends the notifications about attendance that are due."
        ),
        Job<EmailJob>("Emails", AsItComes, "Sends the emails that were just written."),
        Job<EmailRetryJob>("Emails again", TimeSpan.FromSeconds(10), "Sends emails that are due for another try.") with
        {
            IsDueAtStart = true,
        },
        Job<BackgroundMailer>("Account emails", AsItComes, "Sends emails with a secret that no answer waits for."),
        Job<ModelMigrationJob>(
            "Model migration",
            TimeSpan.FromSeconds(5),
            "Makes templates of a new face model from kept crops."
        ),
        Job<ModelInstallJob>(
            "Model installation",
            TimeSpan.FromMinutes(1),
            "Fetches the recommended networks that are missing, where the server may."
        ) with
        {
            IsDueAtStart = true,
        },
        Job<ShadowScoringJob>("Shadow scoring", AsItComes, "Compares live frames with the model on trial."),
        Job<StripeEventJob>("Stripe events", AsItComes, "Processes what Stripe just sent."),
        Job<StripeEventRetryJob>(
            "Stripe events again",
            TimeSpan.FromSeconds(10),
            "Processes events that wait for another try."
        ),
        Job<SeatSyncJob>("Seats", TimeSpan.FromSeconds(10), "Sends changed numbers of people to Stripe."),
        Job<SeatCountJob>(
            "Seat count",
            TimeSpan.FromHours(1),
            "Counts the day's seats and announces the end of a trial."
        ),
        Job<BillingEmailJob>(
            "Billing emails",
            TimeSpan.FromHours(1),
            "Sends emails that an earlier version without an outbox left."
        ),
        Job<ReconciliationJob>(
            "Reconciliation",
            TimeSpan.FromHours(1),
            "Compares everything with Stripe: at the start and every night."
        ) with
        {
            IsDueAtStart = true,
        },
        Job<HousekeepingJob>("Housekeeping", TimeSpan.FromHours(1), "Removes data whose retention time is over."),
    ];

    public static WebApplicationBuilder AddRecurringJobs(this WebApplicationBuilder builder)
    {
        foreach (var job in All)
        {
            job.AddTo(builder.Services);
        }
        return builder;
    }

    private static RecurringJob<T> Job<T>(string name, TimeSpan period, string does)
        where T : class, IRecurringJob => new(name, period, does);
}

/// <summary>Work that is repeated. An exception of a round is logged, and the next round follows.</summary>
public interface IRecurringJob
{
    Task RunAsync(CancellationToken cancellationToken);
}

/// <param name="Period">Between the end of a round and the next.</param>
/// <param name="Does">What it does, in a sentence.</param>
internal abstract record RecurringJob(Type Type, string Name, TimeSpan Period, string Does)
{
    /// <summary>Whether the first round is at the start of the application and not a period later.</summary>
    public bool IsDueAtStart { get; init; }

    public abstract void AddTo(IServiceCollection services);
}

internal sealed record RecurringJob<T>(string Name, TimeSpan Period, string Does)
    : RecurringJob(typeof(T), Name, Period, Does)
    where T : class, IRecurringJob
{
    public override void AddTo(IServiceCollection services) =>
        services
            .AddSingleton<T>()
            .AddSingleton<IHostedService>(provider => new RecurringJobHost(
                this,
                provider.GetRequiredService<T>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<RecurringJobHost>>()
            ));
}

/// <summary>A wait, a round, and again until the application stops.</summary>
internal sealed partial class RecurringJobHost(
    RecurringJob job,
    IRecurringJob work,
    TimeProvider clock,
    ILogger<RecurringJobHost> logger
) : BackgroundService
{
    public RecurringJob Job => job;

    /// <summary>
    /// Waits after each round, so that a clock that jumps (a laptop that slept, a test) causes one round and not all
    /// missed ones.
    /// </summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (job.IsDueAtStart)
            {
                await RunAsync(stoppingToken);
            }
            while (!stoppingToken.IsCancellationRequested)
            {
                await Task.Delay(job.Period, clock, stoppingToken);
                await RunAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await work.RunAsync(stopping);
        }
        // The next round tries again; without this, one failure would end all rounds.
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            LogFailed(job.Name, ExceptionTrace.Of(exception));
        }
    }

    [LoggerMessage(
        EventId = 2202,
        Level = LogLevel.Warning,
        Message = "A round of {Job} failed and will be tried again: {Error}"
    )]
    private partial void LogFailed(string job, string error);
}
