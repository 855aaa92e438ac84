using FaceRek.Core.Attendance;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

internal sealed class AttendanceMapping :
    IEntityTypeConfiguration<Punch>, IEntityTypeConfiguration<CheckInChallenge>, IEntityTypeConfiguration<CheckInAttempt>, IEntityTypeConfiguration<SeenBurst>, IEntityTypeConfiguration<TrialScore>
{
    public void Configure(EntityTypeBuilder<Punch> punch)
    {
        _ = punch.Ignore(p => p.LocalAt);
        _ = punch.Property(p => p.Zone).HasMaxLength(64);
        _ = punch.Property(p => p.Place).HasConversion<string>().HasMaxLength(16).HasDefaultValue(PunchPlace.NotAsked);
        _ = punch.Property(p => p.Direction).HasConversion<string>().HasMaxLength(8);
        _ = punch.Property(p => p.DirectionSource).HasConversion<string>().HasMaxLength(16);
        _ = punch.Property(p => p.Way).HasConversion<string>().HasMaxLength(8);
        _ = punch.Property(p => p.Reason).HasMaxLength(Punch.MaxReasonLength);
        _ = punch.Property(p => p.Device).HasMaxLength(Punch.MaxDeviceLength);
        _ = punch.Property(p => p.DeviceEventId).HasMaxLength(Punch.MaxDeviceLength);
        _ = punch.HasIndex(p => new { p.OrganizationId, p.Device, p.DeviceEventId }).IsUnique();
        _ = punch.HasIndex(p => new { p.OrganizationId, p.RecordedAt, p.Id });
        _ = punch.Property(p => p.Model).HasMaxLength(128);
        // Two devices that see a person at once both want the next number: one of them loses, reads again and finds a repeat.
        _ = punch.HasIndex(p => new { p.OrganizationId, p.PersonId, p.Number }).IsUnique();
        _ = punch.HasIndex(p => new { p.OrganizationId, p.PersonId, p.At });
        _ = punch.HasIndex(p => new { p.OrganizationId, p.At });
        _ = punch.BelongsToPerson(p => new { p.OrganizationId, p.PersonId });
    }

    public void Configure(EntityTypeBuilder<CheckInChallenge> challenge)
    {
        _ = challenge.Property(c => c.Id).HasMaxLength(32);
        _ = challenge.Property(c => c.UsedAt).IsConcurrencyToken();
        _ = challenge.PrimitiveCollection(c => c.Moves).ElementType().HasConversion<string>();
        _ = challenge.HasIndex(c => c.IssuedAt);
        _ = challenge.HasIndex(c => new { c.OrganizationId, c.SignInHash });
        _ = challenge.BelongsToPerson(c => new { c.OrganizationId, c.PersonId });
    }

    public void Configure(EntityTypeBuilder<CheckInAttempt> attempt)
    {
        _ = attempt.Property(a => a.Way).HasConversion<string>().HasMaxLength(8);
        _ = attempt.Property(a => a.Outcome).HasConversion<string>().HasMaxLength(16);
        _ = attempt.Property(a => a.LivenessFault).HasConversion<string>().HasMaxLength(16);
        _ = attempt.Property(a => a.Model).HasMaxLength(128);
        _ = attempt.HasIndex(a => new { a.OrganizationId, a.PersonId, a.At });
        _ = attempt.HasIndex(a => new { a.OrganizationId, a.At });
        _ = attempt.BelongsToPerson(a => new { a.OrganizationId, a.PersonId });
    }

    public void Configure(EntityTypeBuilder<SeenBurst> burst)
    {
        _ = burst.HasIndex(b => new { b.OrganizationId, b.PersonId, b.At });
        _ = burst.HasIndex(b => b.At);
        _ = burst.BelongsToPerson(b => new { b.OrganizationId, b.PersonId });
    }

    public void Configure(EntityTypeBuilder<TrialScore> score)
    {
        _ = score.Property(s => s.Model).HasMaxLength(130);
        _ = score.Property(s => s.TriedModel).HasMaxLength(130);
        _ = score.HasIndex(s => new { s.OrganizationId, s.At });
        _ = score.HasIndex(s => s.At);
        _ = score.BelongsToPerson(s => new { s.OrganizationId, s.PersonId });
    }
}
