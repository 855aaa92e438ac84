using FaceRek.Core.Organizations;
using FaceRek.Core.Workplaces.Departments;
using FaceRek.Core.Workplaces.Holidays;
using FaceRek.Core.Workplaces.Sites;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

internal sealed class WorkplaceMapping
    : IEntityTypeConfiguration<Site>,
        IEntityTypeConfiguration<Holiday>,
        IEntityTypeConfiguration<Department>,
        IEntityTypeConfiguration<DepartmentManager>
{
    public void Configure(EntityTypeBuilder<Site> site)
    {
        site.HasAlternateKey(s => new { s.OrganizationId, s.Id });
        site.Ignore(s => s.Fence);
        site.Property(s => s.Name).HasMaxLength(Site.MaxNameLength);
        site.Property(s => s.NameKey).HasMaxLength(Site.MaxNameLength);
        site.Property(s => s.Zone).HasMaxLength(64);
        site.Property(s => s.Address).HasMaxLength(Site.MaxAddressLength);
        site.Property(s => s.Networks).HasMaxLength(Site.MaxNetworksLength);
        site.Property(s => s.PlaceRule).HasConversion<string>().HasMaxLength(8);
        site.HasIndex(s => new { s.OrganizationId, s.NameKey }).IsUnique();
        site.HasOne<Organization>().WithMany().HasForeignKey(s => s.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Holiday> holiday)
    {
        holiday.Property(h => h.Name).HasMaxLength(Holiday.MaxNameLength);
        holiday.HasIndex(h => new { h.OrganizationId, h.On });
        holiday
            .HasOne<Site>()
            .WithMany()
            .HasForeignKey(h => new { h.OrganizationId, h.SiteId })
            .HasPrincipalKey(s => new { s.OrganizationId, s.Id })
            .IsRequired(false)
            .OnDelete(DeleteBehavior.Cascade);
        holiday.HasOne<Organization>().WithMany().HasForeignKey(h => h.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Department> department)
    {
        department.HasAlternateKey(d => new { d.OrganizationId, d.Id });
        department.Property(d => d.Name).HasMaxLength(Department.MaxNameLength);
        department.Property(d => d.NameKey).HasMaxLength(Department.MaxNameLength);
        department.HasIndex(d => new { d.OrganizationId, d.NameKey }).IsUnique();
        department
            .HasOne<Department>()
            .WithMany()
            .HasForeignKey(d => new { d.OrganizationId, d.ParentId })
            .HasPrincipalKey(d => new { d.OrganizationId, d.Id })
            .IsRequired(false)
            .OnDelete(DeleteBehavior.Restrict);
        department
            .HasOne<Organization>()
            .WithMany()
            .HasForeignKey(d => d.OrganizationId)
            .OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<DepartmentManager> manager)
    {
        manager.HasKey(m => new
        {
            m.OrganizationId,
            m.DepartmentId,
            m.UserId,
        });
        manager.HasIndex(m => new { m.OrganizationId, m.UserId });
        manager
            .HasOne<Department>()
            .WithMany()
            .HasForeignKey(m => new { m.OrganizationId, m.DepartmentId })
            .HasPrincipalKey(d => new { d.OrganizationId, d.Id })
            .OnDelete(DeleteBehavior.Cascade);
        manager
            .HasOne<Membership>()
            .WithMany()
            .HasForeignKey(m => new { m.OrganizationId, m.UserId })
            .HasPrincipalKey(m => new { m.OrganizationId, m.UserId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
