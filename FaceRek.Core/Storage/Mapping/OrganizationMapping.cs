using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

internal sealed class OrganizationMapping :
    IEntityTypeConfiguration<User>, IEntityTypeConfiguration<Organization>, IEntityTypeConfiguration<Membership>, IEntityTypeConfiguration<Invitation>,
    IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<User> user)
    {
        _ = user.ToTable("Users");
        _ = user.Property(u => u.Name).HasMaxLength(User.MaxNameLength);
    }

    public void Configure(EntityTypeBuilder<Organization> organization)
    {
        _ = organization.Property(o => o.Name).HasMaxLength(Organization.MaxNameLength);
        _ = organization.Property(o => o.Slug).HasMaxLength(Slug.MaxLength);
        _ = organization.Property(o => o.Zone).HasMaxLength(64);
        _ = organization.Property(o => o.FaceModel).HasMaxLength(64);
        _ = organization.Property(o => o.IdentificationBudget).HasDefaultValue(0.003);
        _ = organization.Property(o => o.Liveness).HasConversion<string>().HasMaxLength(16).HasDefaultValue(LivenessLevel.Active).ValueGeneratedNever();
        _ = organization.Property(o => o.KeepsCrops).HasDefaultValue(true).HasSentinel(true);
        _ = organization.Property(o => o.TrialModel).HasMaxLength(64);
        _ = organization.Property(o => o.PreviousModel).HasMaxLength(64);
        _ = organization.HasIndex(o => o.Slug).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Membership> membership)
    {
        _ = membership.HasKey(m => new { m.OrganizationId, m.UserId });
        _ = membership.HasIndex(m => m.UserId);
        _ = membership.Property(m => m.Role).HasConversion<string>().HasMaxLength(16);
        _ = membership.HasOne(m => m.Organization).WithMany().HasForeignKey(m => m.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        _ = membership.HasOne(m => m.User).WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Invitation> invitation)
    {
        _ = invitation.Property(i => i.Email).HasMaxLength(254);
        _ = invitation.Property(i => i.Role).HasConversion<string>().HasMaxLength(16);
        _ = invitation.Property(i => i.AcceptedAt).IsConcurrencyToken();
        _ = invitation.HasIndex(i => i.SecretHash).IsUnique();
        _ = invitation.HasOne<Organization>().WithMany().HasForeignKey(i => i.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        _ = entry.Property(e => e.What).HasMaxLength(AuditEntry.MaxWhatLength);
        _ = entry.Property(e => e.By).HasMaxLength(AuditEntry.MaxByLength);
        _ = entry.Property(e => e.Before).HasMaxLength(AuditEntry.MaxValueLength);
        _ = entry.Property(e => e.After).HasMaxLength(AuditEntry.MaxValueLength);
        _ = entry.HasIndex(e => new { e.OrganizationId, e.At });
        _ = entry.HasOne<Organization>().WithMany().HasForeignKey(e => e.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }
}
