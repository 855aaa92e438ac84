using FaceRek.Core.ApiAccess;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Notifications;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Mail;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.People.Recognition;
using FaceRek.Core.Webhooks;
using FaceRek.Core.Workplaces.Departments;
using FaceRek.Core.Workplaces.Holidays;
using FaceRek.Core.Workplaces.Sites;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Storage;

/// <summary>
/// The database. Rows of an organization are read through one named filter and written through one guard, both based on
/// <see cref="CurrentOrganization"/>; outside an organization they are invisible.
/// </summary>
public abstract class FaceRekDb(DbContextOptions options, CurrentOrganization current)
    : IdentityUserContext<User, Guid>(options)
{
    internal const string OrganizationFilter = "organization";

    // The filter reads this property of the context at query time; a captured local would become part of the cached model.
    private Guid? CurrentOrganizationId => current.Id;

    public DbSet<Organization> Organizations => Set<Organization>();
    public DbSet<Membership> Memberships => Set<Membership>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<BillingAccount> BillingAccounts => Set<BillingAccount>();
    public DbSet<BillingEmail> BillingEmails => Set<BillingEmail>();
    public DbSet<Subscription> Subscriptions => Set<Subscription>();
    public DbSet<OpenCheckout> OpenCheckouts => Set<OpenCheckout>();
    public DbSet<PlanChange> PlanChanges => Set<PlanChange>();
    public DbSet<Invoice> Invoices => Set<Invoice>();
    public DbSet<Payment> Payments => Set<Payment>();
    public DbSet<SeatDay> SeatDays => Set<SeatDay>();
    public DbSet<StripeEvent> StripeEvents => Set<StripeEvent>();
    public DbSet<Site> Sites => Set<Site>();
    public DbSet<Holiday> Holidays => Set<Holiday>();
    public DbSet<Department> Departments => Set<Department>();
    public DbSet<DepartmentManager> DepartmentManagers => Set<DepartmentManager>();
    public DbSet<SentNotification> SentNotifications => Set<SentNotification>();
    public DbSet<NotificationOptOut> NotificationOptOuts => Set<NotificationOptOut>();
    public DbSet<Leave> Leaves => Set<Leave>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<FormerWorkplace> FormerWorkplaces => Set<FormerWorkplace>();
    public DbSet<EmploymentGap> EmploymentGaps => Set<EmploymentGap>();
    public DbSet<ConsentText> ConsentTexts => Set<ConsentText>();
    public DbSet<FaceConsent> FaceConsents => Set<FaceConsent>();
    public DbSet<FaceTemplate> FaceTemplates => Set<FaceTemplate>();
    public DbSet<FaceCrop> FaceCrops => Set<FaceCrop>();
    public DbSet<LookAlike> LookAlikes => Set<LookAlike>();
    public DbSet<ShadowScore> ShadowScores => Set<ShadowScore>();
    public DbSet<GalleryChange> GalleryChanges => Set<GalleryChange>();
    public DbSet<Punch> Punches => Set<Punch>();
    public DbSet<CheckInChallenge> CheckInChallenges => Set<CheckInChallenge>();
    public DbSet<CheckInAttempt> CheckInAttempts => Set<CheckInAttempt>();
    public DbSet<BurstFingerprint> BurstFingerprints => Set<BurstFingerprint>();
    public DbSet<WebhookEndpoint> WebhookEndpoints => Set<WebhookEndpoint>();
    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();
    public DbSet<Shift> Shifts => Set<Shift>();
    public DbSet<Rotation> Rotations => Set<Rotation>();
    public DbSet<ShiftAssignment> ShiftAssignments => Set<ShiftAssignment>();
    public DbSet<AttendancePolicy> AttendancePolicies => Set<AttendancePolicy>();
    public DbSet<AttendanceDay> AttendanceDays => Set<AttendanceDay>();
    public DbSet<AttendanceWeek> AttendanceWeeks => Set<AttendanceWeek>();
    public DbSet<OutdatedDays> OutdatedDays => Set<OutdatedDays>();
    public DbSet<DayDecision> DayDecisions => Set<DayDecision>();
    public DbSet<PunchAmendment> PunchAmendments => Set<PunchAmendment>();
    public DbSet<CorrectionRequest> CorrectionRequests => Set<CorrectionRequest>();
    public DbSet<CorrectionAttachment> CorrectionAttachments => Set<CorrectionAttachment>();
    public DbSet<PeriodLock> PeriodLocks => Set<PeriodLock>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<TokenFamily> TokenFamilies => Set<TokenFamily>();
    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();
    public DbSet<TokenKey> TokenKeys => Set<TokenKey>();
    public DbSet<IdempotentAnswer> IdempotentAnswers => Set<IdempotentAnswer>();
    public DbSet<OutboxEmail> OutboxEmails => Set<OutboxEmail>();

    public override async Task<int> SaveChangesAsync(
        bool acceptAllChangesOnSuccess,
        CancellationToken cancellationToken = default
    )
    {
        var (changed, ruled) = LookThrough();
        if (changed.Count == 0 && ruled.Count == 0)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        await using var own = Database.CurrentTransaction is null
            ? await Database.BeginTransactionAsync(cancellationToken)
            : null;
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        foreach (var (organizationId, personId) in changed)
        {
            await this.NoteFacesChangedAsync(organizationId, personId, cancellationToken);
        }
        foreach (var organizationId in ruled)
        {
            await this.NoteRulesChangedAsync(organizationId, cancellationToken);
        }
        if (own is not null)
        {
            await own.CommitAsync(cancellationToken);
        }
        return saved;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        var (changed, ruled) = LookThrough();
        return changed.Count == 0 && ruled.Count == 0
            ? base.SaveChanges(acceptAllChangesOnSuccess)
            : throw new InvalidOperationException(
                "Faces and rules are saved by SaveChangesAsync, which tells the other nodes."
            );
    }

    /// <summary>What is read to be changed says so by AsTracking; everything else costs no tracking.</summary>
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) =>
        optionsBuilder.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(FaceRekDb).Assembly);
        foreach (
            var type in builder
                .Model.GetEntityTypes()
                .Where(t => typeof(IOrganizationOwned).IsAssignableFrom(t.ClrType))
                .Select(t => t.ClrType)
                .ToList()
        )
        {
            GetType()
                .GetMethod(
                    nameof(OwnedByOrganization),
                    System.Reflection.BindingFlags.Instance
                        | System.Reflection.BindingFlags.NonPublic
                        | System.Reflection.BindingFlags.FlattenHierarchy
                )!
                .MakeGenericMethod(type)
                .Invoke(this, [builder]);
        }
        // What belongs to an account and to no organization is seen outside of one.
        builder
            .Entity<OutboxEmail>()
            .HasQueryFilter(OrganizationFilter, email => email.OrganizationId == CurrentOrganizationId);
    }

    protected void OwnedByOrganization<T>(ModelBuilder builder)
        where T : class, IOrganizationOwned
    {
        builder.Entity<T>().HasQueryFilter(OrganizationFilter, row => row.OrganizationId == CurrentOrganizationId);
        // As a concurrency token it is in the WHERE of every update and delete: a row attached under a wrong id is not found.
        builder.Entity<T>().Property(row => row.OrganizationId).IsConcurrencyToken();
    }

    /// <summary>Detects changes once for all that need them.</summary>
    private (IReadOnlyList<(Guid OrganizationId, Guid PersonId)> Faces, IReadOnlyList<Guid> Rules) LookThrough()
    {
        var detects = ChangeTracker.AutoDetectChangesEnabled;
        ChangeTracker.DetectChanges();
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            GuardOrganization();
            return (this.PendingFaceChanges(), this.PendingRuleChanges());
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = detects;
        }
    }

    private void GuardOrganization()
    {
        foreach (var entry in ChangeTracker.Entries<IOrganizationOwned>())
        {
            if (
                entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
                && entry.Entity.OrganizationId != current.Id
            )
            {
                throw new InvalidOperationException(
                    $"A {entry.Metadata.ClrType.Name} of another organization was about to be written."
                );
            }
        }
        foreach (var entry in ChangeTracker.Entries<OutboxEmail>())
        {
            if (
                entry
                    is {
                        State: EntityState.Added or EntityState.Modified or EntityState.Deleted,
                        Entity.OrganizationId: { } id
                    }
                && id != current.Id
            )
            {
                throw new InvalidOperationException("An email of another organization was about to be written.");
            }
        }
    }
}
