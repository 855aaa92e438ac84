using System.Text.Json;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

internal sealed class DaysMapping
    : IEntityTypeConfiguration<AttendancePolicy>,
        IEntityTypeConfiguration<AttendanceDay>,
        IEntityTypeConfiguration<AttendanceWeek>,
        IEntityTypeConfiguration<OutdatedDays>,
        IEntityTypeConfiguration<DayDecision>,
        IEntityTypeConfiguration<PeriodLock>
{
    public void Configure(EntityTypeBuilder<AttendancePolicy> policy)
    {
        policy
            .Property(p => p.Rules)
            .HasConversion(
                rules => JsonSerializer.Serialize(rules, JsonSerializerOptions.Default),
                text => JsonSerializer.Deserialize<PolicyRules>(text, JsonSerializerOptions.Default)!
            );
        // Two admins who save at once both want the next version: one is asked to look again.
        policy.HasIndex(p => new { p.OrganizationId, p.Version }).IsUnique();
        policy.HasOne<Organization>().WithMany().HasForeignKey(p => p.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<AttendanceDay> day)
    {
        day.HasKey(d => new
        {
            d.OrganizationId,
            d.PersonId,
            d.On,
        });
        day.Property(d => d.Zone).HasMaxLength(64);
        day.Property(d => d.Status).HasConversion<string>().HasMaxLength(12);
        day.Property(d => d.LeavePart).HasConversion<string>().HasMaxLength(12);
        day.Property(d => d.Reasons)
            .HasConversion(
                reasons => DayReason.Write(reasons),
                text => DayReason.Read(text),
                new ValueComparer<IReadOnlyList<DayReason>>(
                    (one, other) => one!.SequenceEqual(other!),
                    reasons => DayReason.Write(reasons).GetHashCode(StringComparison.Ordinal),
                    reasons => reasons
                )
            );
        day.HasIndex(d => new { d.OrganizationId, d.On });
        // Contains only pending days, and is therefore small; SQLite would not use an index of all days for a boolean.
        day.HasIndex(d => new
            {
                d.OrganizationId,
                d.On,
                d.PersonId,
            })
            .HasFilter("\"NeedsDecision\"");
        day.BelongsToPerson(d => new { d.OrganizationId, d.PersonId });
    }

    public void Configure(EntityTypeBuilder<AttendanceWeek> week)
    {
        week.HasKey(w => new
        {
            w.OrganizationId,
            w.PersonId,
            w.From,
        });
        week.HasIndex(w => new
            {
                w.OrganizationId,
                w.From,
                w.PersonId,
            })
            .HasFilter("\"NeedsDecision\"");
        week.HasIndex(w => new { w.OrganizationId, w.From });
        week.BelongsToPerson(w => new { w.OrganizationId, w.PersonId });
    }

    public void Configure(EntityTypeBuilder<OutdatedDays> days)
    {
        days.ToTable("StaleDays");
        days.HasIndex(d => d.OrganizationId);
        days.HasOne<Organization>().WithMany().HasForeignKey(d => d.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<DayDecision> decision)
    {
        decision.Property(d => d.Fingerprint).HasColumnName("Mark");
        decision.Property(d => d.Note).HasMaxLength(DayDecision.MaxNoteLength);
        decision.HasIndex(d => new
        {
            d.OrganizationId,
            d.PersonId,
            d.On,
        });
        decision.HasIndex(d => new { d.OrganizationId, d.DecidedAt });
        decision.BelongsToPerson(d => new { d.OrganizationId, d.PersonId });
    }

    public void Configure(EntityTypeBuilder<PeriodLock> period)
    {
        period.Property(p => p.Hash).HasMaxLength(64);
        period.Property(p => p.OpenedBecause).HasMaxLength(PeriodLock.MaxReasonLength);
        period.Property(p => p.OpenedAt).IsConcurrencyToken();
        period.HasIndex(p => new { p.OrganizationId, p.From });
        period.HasOne<Organization>().WithMany().HasForeignKey(p => p.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }
}
