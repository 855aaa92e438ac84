using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FaceRek.Core.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ModelTrials : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "KeepsCrops",
                table: "Organizations",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<string>(
                name: "PreviousModel",
                table: "Organizations",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TrialModel",
                table: "Organizations",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "TrialSince",
                table: "Organizations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CropId",
                table: "FaceTemplates",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<float>(
                name: "Quality_Brightness",
                table: "FaceTemplates",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<float>(
                name: "Quality_Contrast",
                table: "FaceTemplates",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<float>(
                name: "Quality_EyeDistance",
                table: "FaceTemplates",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<float>(
                name: "Quality_Occlusion",
                table: "FaceTemplates",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<float>(
                name: "Quality_Sharpness",
                table: "FaceTemplates",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<float>(
                name: "Quality_Yaw",
                table: "FaceTemplates",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "SaysCropsAreKept",
                table: "ConsentTexts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "FaceCrops",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Sealed = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    TriedModel = table.Column<string>(type: "TEXT", maxLength: 130, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FaceCrops", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FaceCrops_People_OrganizationId_PersonId",
                        columns: x => new { x.OrganizationId, x.PersonId },
                        principalTable: "People",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "LookAlikes",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OneId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OtherId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Model = table.Column<string>(type: "TEXT", maxLength: 130, nullable: false),
                    Score = table.Column<float>(type: "REAL", nullable: false),
                    FoundAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LookAlikes", x => new { x.OrganizationId, x.OneId, x.OtherId, x.Model });
                    table.ForeignKey(
                        name: "FK_LookAlikes_People_OrganizationId_OneId",
                        columns: x => new { x.OrganizationId, x.OneId },
                        principalTable: "People",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_LookAlikes_People_OrganizationId_OtherId",
                        columns: x => new { x.OrganizationId, x.OtherId },
                        principalTable: "People",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "TrialScores",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Model = table.Column<string>(type: "TEXT", maxLength: 130, nullable: false),
                    Score = table.Column<float>(type: "REAL", nullable: true),
                    Threshold = table.Column<float>(type: "REAL", nullable: false),
                    ReadMs = table.Column<float>(type: "REAL", nullable: false),
                    TriedModel = table.Column<string>(type: "TEXT", maxLength: 130, nullable: false),
                    TriedScore = table.Column<float>(type: "REAL", nullable: true),
                    TriedThreshold = table.Column<float>(type: "REAL", nullable: false),
                    TriedReadMs = table.Column<float>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrialScores", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TrialScores_People_OrganizationId_PersonId",
                        columns: x => new { x.OrganizationId, x.PersonId },
                        principalTable: "People",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_FaceTemplates_OrganizationId_CropId",
                table: "FaceTemplates",
                columns: new[] { "OrganizationId", "CropId" });

            migrationBuilder.CreateIndex(
                name: "IX_FaceCrops_OrganizationId_PersonId",
                table: "FaceCrops",
                columns: new[] { "OrganizationId", "PersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_FaceCrops_OrganizationId_TriedModel",
                table: "FaceCrops",
                columns: new[] { "OrganizationId", "TriedModel" });

            migrationBuilder.CreateIndex(
                name: "IX_LookAlikes_OrganizationId_OtherId",
                table: "LookAlikes",
                columns: new[] { "OrganizationId", "OtherId" });

            migrationBuilder.CreateIndex(
                name: "IX_TrialScores_At",
                table: "TrialScores",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_TrialScores_OrganizationId_At",
                table: "TrialScores",
                columns: new[] { "OrganizationId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_TrialScores_OrganizationId_PersonId",
                table: "TrialScores",
                columns: new[] { "OrganizationId", "PersonId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "FaceCrops");

            migrationBuilder.DropTable(
                name: "LookAlikes");

            migrationBuilder.DropTable(
                name: "TrialScores");

            migrationBuilder.DropIndex(
                name: "IX_FaceTemplates_OrganizationId_CropId",
                table: "FaceTemplates");

            migrationBuilder.DropColumn(
                name: "KeepsCrops",
                table: "Organizations");

            migrationBuilder.DropColumn(
                name: "PreviousModel",
                table: "Organizations");

            migrationBuilder.DropColumn(
                name: "TrialModel",
                table: "Organizations");

            migrationBuilder.DropColumn(
                name: "TrialSince",
                table: "Organizations");

            migrationBuilder.DropColumn(
                name: "CropId",
                table: "FaceTemplates");

            migrationBuilder.DropColumn(
                name: "Quality_Brightness",
                table: "FaceTemplates");

            migrationBuilder.DropColumn(
                name: "Quality_Contrast",
                table: "FaceTemplates");

            migrationBuilder.DropColumn(
                name: "Quality_EyeDistance",
                table: "FaceTemplates");

            migrationBuilder.DropColumn(
                name: "Quality_Occlusion",
                table: "FaceTemplates");

            migrationBuilder.DropColumn(
                name: "Quality_Sharpness",
                table: "FaceTemplates");

            migrationBuilder.DropColumn(
                name: "Quality_Yaw",
                table: "FaceTemplates");

            migrationBuilder.DropColumn(
                name: "SaysCropsAreKept",
                table: "ConsentTexts");
        }
    }
}
