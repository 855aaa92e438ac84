using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Mail;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.Billing.Subscriptions;

/// <summary>What owners are told about money waits for each of them on its own.</summary>
public sealed class BillingOutboxTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_owner_whose_email_failed_gets_it_later_and_the_other_owner_not_twice()
    {
        var mailbox = new RefusingMailer { Refused = "bob@trial.example" };
        await using var app = await FaceRekApp.StartAsync(adjust: builder =>
            builder.Services.AddSingleton<IMailer>(mailbox)
        );
        var company = await NewCompanyAsync(app);
        await app.InAsync(
            company,
            async services =>
            {
                await services.GetRequiredService<DailySeatCount>().RunAsync(Cancellation);
                return 0;
            }
        );
        await Eventually.HoldsAsync(async () => await AttemptsAsync(app, company) is "anna 1 sent, bob 2 waits");
        Assert.Equal(["anna@trial.example"], mailbox.Sent);

        // What an older version did every hour sends nothing again.
        await app
            .Services.GetRequiredService<BillingReconciliation>()
            .SendEmailsAsync(BillingEmailSender.MaxAttempts, Cancellation);
        mailbox.Refused = null;
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await Eventually.HoldsAsync(async () => await AttemptsAsync(app, company) is "anna 1 sent, bob 3 sent");
        Assert.Equal(["anna@trial.example", "bob@trial.example"], mailbox.Sent);
    }

    [Fact]
    public async Task An_email_to_who_is_no_owner_any_more_is_not_sent()
    {
        await using var app = await FaceRekApp.StartAsync();
        app.Mail.IsDown = true;
        var company = await NewCompanyAsync(app);
        await app.InAsync(
            company,
            async services =>
            {
                await services.GetRequiredService<DailySeatCount>().RunAsync(Cancellation);
                return 0;
            }
        );
        await Eventually.HoldsAsync(async () => await AttemptsAsync(app, company) is "anna 2 waits, bob 2 waits");
        await app.InAsync(
            company,
            (FaceRekDb db) =>
                db
                    .Memberships.Where(member => member.User!.Name == "bob")
                    .ExecuteUpdateAsync(set => set.SetProperty(member => member.Role, Role.Admin), Cancellation)
        );
        app.Mail.IsDown = false;
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await Eventually.HoldsAsync(async () => await AttemptsAsync(app, company) is "anna 3 sent");
        Assert.Equal("anna@trial.example", Assert.Single(app.Mail.Emails).To);
    }

    /// <summary>Whose trial ends in two days, with the confirmed owners Anna and Bob.</summary>
    private static async Task<Organization> NewCompanyAsync(FaceRekApp app)
    {
        var company = new Organization
        {
            Name = "Trial",
            Slug = "trial",
            Zone = "Europe/London",
            FaceModel = "classic",
            CreatedAt = app.Clock.GetUtcNow().AddDays(-12),
        };
        await app.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                db.Add(company);
                foreach (var name in (string[])["anna", "bob"])
                {
                    var email = $"{name}@trial.example";
                    var user = new User
                    {
                        Name = name,
                        Email = email,
                        NormalizedEmail = email.ToUpperInvariant(),
                        UserName = email,
                        NormalizedUserName = email.ToUpperInvariant(),
                        EmailConfirmed = true,
                        CreatedAt = company.CreatedAt,
                    };
                    db.AddRange(
                        user,
                        new Membership
                        {
                            OrganizationId = company.Id,
                            UserId = user.Id,
                            Role = Role.Owner,
                            CreatedAt = company.CreatedAt,
                        }
                    );
                }
                await db.SaveChangesAsync(Cancellation);
            }
        );
        return company;
    }

    private static Task<string> AttemptsAsync(FaceRekApp app, Organization company) =>
        app.InAsync(
            company,
            async services =>
            {
                var db = services.GetRequiredService<FaceRekDb>();
                var rows = await db
                    .OutboxEmails.Join(
                        db.Users,
                        email => email.UserId,
                        user => user.Id,
                        (email, user) => new { user.Name, email }
                    )
                    .OrderBy(row => row.Name)
                    .ToListAsync(Cancellation);
                return string.Join(", ", rows.Select(row => $"{row.Name} {row.email.Attempts} {State(row.email)}"));
            }
        );

    /// <summary>
    /// After the second attempt an email waits a minute; while an attempt runs it is in hand for longer.
    /// </summary>
    private static string State(OutboxEmail email) =>
        email.SentAt is not null ? "sent"
        : email.DueAt == email.CreatedAt.AddMinutes(1) ? "waits"
        : "in hand";

    /// <summary>A server that takes no email for one mailbox.</summary>
    private sealed class RefusingMailer : IMailer
    {
        private readonly Lock turn = new();
        private readonly List<string> sent = [];

        public string? Refused { get; set; }

        public IReadOnlyList<string> Sent
        {
            get
            {
                lock (turn)
                {
                    return [.. sent];
                }
            }
        }

        public Task SendAsync(EmailMessage message, CancellationToken cancellationToken)
        {
            if (message.To == Refused)
            {
                throw new IOException("This mailbox is full.");
            }
            lock (turn)
            {
                sent.Add(message.To);
            }
            return Task.CompletedTask;
        }
    }
}
