using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.People.Recognition;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

internal sealed class AttendanceMapping
    : IEntityTypeConfiguration<Punch>,
        IEntityTypeConfiguration<CheckInChallenge>,
        IEntityTypeConfiguration<CheckInAttempt>,
        IEntityTypeConfiguration<BurstFingerprint>,
        IEntityTypeConfiguration<ShadowScore>
{
    public void Configure(EntityTypeBuilder<Punch> punch)
    {
        punch.Property(p => p.LocationStatus).HasColumnName("Place");
        punch.Ignore(p => p.LocalAt);
        punch.Property(p => p.Zone).HasMaxLength(64);
        punch
            .Property(p => p.LocationStatus)
            .HasConversion<string>()
            .HasMaxLength(16)
            .HasDefaultValue(LocationStatus.NotAsked);
        punch.Property(p => p.Direction).HasConversion<string>().HasMaxLength(8);
        punch.Property(p => p.DirectionSource).HasConversion<string>().HasMaxLength(16);
        punch.Property(p => p.Way).HasConversion<string>().HasMaxLength(8);
        punch.Property(p => p.Reason).HasMaxLength(Punch.MaxReasonLength);
        punch.Property(p => p.Device).HasMaxLength(Punch.MaxDeviceLength);
        punch.Property(p => p.DeviceEventId).HasMaxLength(Punch.MaxDeviceLength);
        punch
            .HasIndex(p => new
            {
                p.OrganizationId,
                p.Device,
                p.DeviceEventId,
            })
            .IsUnique();
        punch.HasIndex(p => new
        {
            p.OrganizationId,
            p.RecordedAt,
            p.Id,
        });
        punch.Property(p => p.Model).HasMaxLength(128);
        // Two devices that see a person at once both want the next number: one of them fails, reads again and finds a repeat.
        punch
            .HasIndex(p => new
            {
                p.OrganizationId,
                p.PersonId,
                p.Number,
            })
            .IsUnique();
        punch.HasIndex(p => new
        {
            p.OrganizationId,
            p.PersonId,
            p.At,
        });
        punch.HasIndex(p => new { p.OrganizationId, p.At });
        punch.BelongsToPerson(p => new { p.OrganizationId, p.PersonId });
    }

    public void Configure(EntityTypeBuilder<CheckInChallenge> challenge)
    {
        challenge.Property(c => c.Id).HasMaxLength(32);
        challenge.Property(c => c.UsedAt).IsConcurrencyToken();
        challenge.PrimitiveCollection(c => c.Moves).ElementType().HasConversion<string>();
        challenge.HasIndex(c => c.IssuedAt);
        challenge.HasIndex(c => new { c.OrganizationId, c.SignInHash });
        challenge.BelongsToPerson(c => new { c.OrganizationId, c.PersonId });
    }

    public void Configure(EntityTypeBuilder<CheckInAttempt> attempt)
    {
        attempt.Property(a => a.Way).HasConversion<string>().HasMaxLength(8);
        attempt.Property(a => a.Outcome).HasConversion<string>().HasMaxLength(16);
        attempt.Property(a => a.LivenessFault).HasConversion<string>().HasMaxLength(16);
        attempt.Property(a => a.Model).HasMaxLength(128);
        attempt.HasIndex(a => new
        {
            a.OrganizationId,
            a.PersonId,
            a.At,
        });
        attempt.HasIndex(a => new { a.OrganizationId, a.At });
        attempt.BelongsToPerson(a => new { a.OrganizationId, a.PersonId });
    }

    public void Configure(EntityTypeBuilder<BurstFingerprint> burst)
    {
        burst.ToTable("SeenBursts");
        burst.HasIndex(b => new
        {
            b.OrganizationId,
            b.PersonId,
            b.At,
        });
        burst.HasIndex(b => b.At);
        burst.BelongsToPerson(b => new { b.OrganizationId, b.PersonId });
    }

    public void Configure(EntityTypeBuilder<ShadowScore> score)
    {
        score.ToTable("TrialScores");
        score.Property(s => s.CandidateModel).HasColumnName("TriedModel");
        score.Property(s => s.CandidateScore).HasColumnName("TriedScore");
        score.Property(s => s.CandidateThreshold).HasColumnName("TriedThreshold");
        score.Property(s => s.CandidateReadMs).HasColumnName("TriedReadMs");
        score.Property(s => s.Model).HasMaxLength(130);
        score.Property(s => s.CandidateModel).HasMaxLength(130);
        score.HasIndex(s => new { s.OrganizationId, s.At });
        score.HasIndex(s => s.At);
        score.BelongsToPerson(s => new { s.OrganizationId, s.PersonId });
    }
}
