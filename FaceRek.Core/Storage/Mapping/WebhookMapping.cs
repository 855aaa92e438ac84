using FaceRek.Core.Organizations;
using FaceRek.Core.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FaceRek.Core.Storage.Mapping;

internal sealed class WebhookMapping
    : IEntityTypeConfiguration<WebhookEndpoint>,
        IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookEndpoint> endpoint)
    {
        endpoint.HasAlternateKey(e => new { e.OrganizationId, e.Id });
        endpoint.Property(e => e.Url).HasMaxLength(WebhookEndpoint.MaxUrlLength);
        endpoint.Property(e => e.Events).HasMaxLength(1000);
        endpoint
            .HasOne<Organization>()
            .WithMany()
            .HasForeignKey(e => e.OrganizationId)
            .OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<WebhookDelivery> delivery)
    {
        delivery.Property(d => d.Type).HasMaxLength(64);
        delivery.Property(d => d.State).HasConversion<string>().HasMaxLength(16);
        delivery.Property(d => d.Fault).HasMaxLength(WebhookDelivery.MaxFaultLength);
        // The sender's query every few seconds, over all organizations.
        delivery.HasIndex(d => new { d.State, d.DueAt });
        delivery.HasIndex(d => new
        {
            d.OrganizationId,
            d.EndpointId,
            d.CreatedAt,
        });
        delivery
            .HasOne<WebhookEndpoint>()
            .WithMany()
            .HasForeignKey(d => new { d.OrganizationId, d.EndpointId })
            .HasPrincipalKey(e => new { e.OrganizationId, e.Id })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
