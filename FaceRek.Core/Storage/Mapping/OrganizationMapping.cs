using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

internal sealed class OrganizationMapping
    : IEntityTypeConfiguration<User>,
        IEntityTypeConfiguration<Organization>,
        IEntityTypeConfiguration<Membership>,
        IEntityTypeConfiguration<Invitation>,
        IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<User> user)
    {
        user.ToTable("Users");
        user.Property(u => u.Name).HasMaxLength(User.MaxNameLength);
    }

    public void Configure(EntityTypeBuilder<Organization> organization)
    {
        organization.Property(o => o.Name).HasMaxLength(Organization.MaxNameLength);
        organization.Property(o => o.Slug).HasMaxLength(Slug.MaxLength);
        organization.Property(o => o.Zone).HasMaxLength(64);
        organization.Property(o => o.FaceModel).HasMaxLength(64);
        organization.Property(o => o.IdentificationBudget).HasDefaultValue(0.003);
        organization
            .Property(o => o.Liveness)
            .HasConversion<string>()
            .HasMaxLength(16)
            .HasDefaultValue(LivenessLevel.Active)
            .ValueGeneratedNever();
        organization.Property(o => o.KeepsCrops).HasDefaultValue(true).HasSentinel(true);
        organization.Property(o => o.CandidateSince).HasColumnName("TrialSince");
        organization.Property(o => o.CandidateModel).HasColumnName("TrialModel").HasMaxLength(64);
        organization.Property(o => o.PreviousModel).HasMaxLength(64);
        organization.HasIndex(o => o.Slug).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Membership> membership)
    {
        membership.HasKey(m => new { m.OrganizationId, m.UserId });
        membership.HasIndex(m => m.UserId);
        membership.Property(m => m.Role).HasConversion<string>().HasMaxLength(16);
        membership
            .HasOne(m => m.Organization)
            .WithMany()
            .HasForeignKey(m => m.OrganizationId)
            .OnDelete(DeleteBehavior.Cascade);
        membership.HasOne(m => m.User).WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Invitation> invitation)
    {
        invitation.Property(i => i.Email).HasMaxLength(254);
        invitation.Property(i => i.Role).HasConversion<string>().HasMaxLength(16);
        invitation.Property(i => i.AcceptedAt).IsConcurrencyToken();
        invitation.HasIndex(i => i.SecretHash).IsUnique();
        invitation
            .HasOne<Organization>()
            .WithMany()
            .HasForeignKey(i => i.OrganizationId)
            .OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.Property(e => e.What).HasMaxLength(AuditEntry.MaxWhatLength);
        entry.Property(e => e.By).HasMaxLength(AuditEntry.MaxByLength);
        entry.Property(e => e.Before).HasMaxLength(AuditEntry.MaxValueLength);
        entry.Property(e => e.After).HasMaxLength(AuditEntry.MaxValueLength);
        entry.HasIndex(e => new { e.OrganizationId, e.At });
        entry.HasOne<Organization>().WithMany().HasForeignKey(e => e.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }
}
